"""app.db.migrate and migrations/: one line of history, and databases that follow it."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from procrastinate.schema import migrations_path
from sqlalchemy import Column, Connection, Row, Table, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from app.db import learners
from app.db.engine import Database, make_engine
from app.db.migrate import configuration, upgrade
from app.db.paging import Paging
from app.db.tables import metadata
from app.settings import PROJECT_ROOT
from tests.app.db.school import School
from tests.issuer.examples import LEARNER, SCHOOL_ID


def test_there_is_exactly_one_head() -> None:
    heads = ScriptDirectory.from_config(configuration("sqlite:///unused.db")).get_heads()
    assert len(heads) == 1


def test_migrations_and_tables_say_the_same(database_url: str) -> None:
    command.check(configuration(database_url))


def test_a_difference_would_be_noticed(database_url: str) -> None:
    database = Database(make_engine(database_url))
    with database.write() as connection:
        connection.exec_driver_sql("DROP INDEX ix_outbox_due")
    database.close()
    with pytest.raises(CommandError, match="ix_outbox_due"):
        command.check(configuration(database_url))


def test_an_empty_database_gets_every_table_from_any_folder(
    empty_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    upgrade(empty_database_url)
    database = Database(make_engine(empty_database_url))
    with database.read() as connection:
        for table in metadata.sorted_tables:
            assert connection.execute(select(table)).all() == []
    database.close()


def test_a_second_upgrade_keeps_the_data(school: School, database_url: str) -> None:
    school.learner()
    upgrade(database_url)
    with school.database.read() as connection:
        found = learners.listed(
            connection, school.vault, organisation_id=SCHOOL_ID, paging=Paging()
        )
    assert [learner.name for learner in found.items] == [LEARNER.name]


def test_processes_that_start_at_once_migrate_once(empty_database_url: str) -> None:
    program = "import sys; from app.db.migrate import upgrade; upgrade(sys.argv[1])"
    processes = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", program, empty_database_url], cwd=PROJECT_ROOT
        )
        for _ in range(3)
    ]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    command.check(configuration(empty_database_url))


def test_the_queue_s_tables_go_and_come_back(postgres_url: str) -> None:
    command.downgrade(configuration(postgres_url), "0005")
    database = Database(make_engine(postgres_url))
    left = (
        "SELECT proname FROM pg_proc WHERE proname LIKE 'procrastinate%' "
        "UNION ALL SELECT typname FROM pg_type WHERE typname LIKE '%procrastinate%'"
    )
    with database.read() as connection:
        assert connection.execute(text(left)).all() == []
    upgrade(postgres_url)
    command.check(configuration(postgres_url))
    with database.read() as connection:
        how_far = "SELECT obj_description('procrastinate_jobs'::regclass)"
        assert connection.scalar(text(how_far)) == LAST_FILE_OF_PROCRASTINATE
    database.close()


LAST_FILE_OF_PROCRASTINATE = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def test_a_newer_procrastinate_asks_for_a_migration() -> None:
    """Where this fails, add one that applies the files after the last one: ADR 0026."""
    assert max(file.name for file in migrations_path.glob("*.sql")) == LAST_FILE_OF_PROCRASTINATE


NEW_IN_0004 = {"batches", "batch_pieces", "batch_chunks", "batch_rows"}


def known_to(connection: Connection, table: Table) -> list[Column[Any]]:
    """Give those of a table's columns that an older database has; none without the table."""
    present = inspect(connection)
    if not present.has_table(table.name):
        return []
    names = {column["name"] for column in present.get_columns(table.name)}
    return [column for column in table.columns if column.name in names]


def copied_to_0002(school: School, url: str) -> list[Row[Any]]:
    """Fill a database of revision 0002 with what a school has; gives its issuance log."""
    command.upgrade(configuration(url), "0002")
    older = Database(make_engine(url))
    with school.database.read() as source, older.write() as target:
        for table in metadata.sorted_tables:
            columns = known_to(target, table)
            rows = [row._asdict() for row in source.execute(select(*columns))] if columns else []
            if rows:
                target.execute(insert(table), rows)
        log = list(target.execute(text("SELECT digest, key_id FROM issuance_log ORDER BY digest")))
    older.close()
    return log


def test_seals_come_into_a_log_that_is_full_and_stays_guarded(
    school: School, empty_database_url: str
) -> None:
    school.issued()
    before = copied_to_0002(school, empty_database_url)
    upgrade(empty_database_url)
    database = Database(make_engine(empty_database_url))
    with database.read() as connection:
        after = connection.execute(
            text("SELECT digest, key_id, seal_id FROM issuance_log ORDER BY digest")
        ).all()
    assert [(row.digest, row.key_id, None) for row in before] == [tuple(row) for row in after] != []
    for change in ("UPDATE issuance_log SET digest = 'x'", "DELETE FROM issuance_log"):
        with pytest.raises(DBAPIError, match="only grows"), database.write() as connection:
            connection.execute(text(change))
    by_nobody = (
        "INSERT INTO issuance_log (credential_id, format, digest, signed_at) "
        "SELECT credential_id, 'jades', digest, signed_at FROM issuance_log LIMIT 1"
    )
    with pytest.raises(DBAPIError, match="signed_by_one"), database.write() as connection:
        connection.execute(text(by_nobody))
    database.close()


def contents(connection: Connection, of: dict[str, list[Column[Any]]]) -> dict[str, Any]:
    """Give what stands in these columns, by table."""
    return {name: connection.execute(select(*columns)).all() for name, columns in of.items()}


def test_batches_come_into_a_database_that_is_full(school: School, empty_database_url: str) -> None:
    """The previous release's tables stay as they were: it goes on beside the new ones."""
    school.issued()
    command.upgrade(configuration(empty_database_url), "0003")
    database = Database(make_engine(empty_database_url))
    with school.database.read() as source, database.write() as target:
        older = {table.name: known_to(target, table) for table in metadata.sorted_tables}
        older = {name: columns for name, columns in older.items() if columns}
        for name, columns in older.items():
            rows = [row._asdict() for row in source.execute(select(*columns))]
            if rows:
                target.execute(insert(metadata.tables[name]), rows)
        before = contents(target, older)
    upgrade(empty_database_url)
    with database.write() as connection:
        assert contents(connection, older) == before
        again = before["outbox"][0]._asdict() | {"id": 99}
        connection.execute(insert(metadata.tables["outbox"]), [again])
        for name in NEW_IN_0004:
            assert connection.execute(select(metadata.tables[name])).all() == []
    database.close()

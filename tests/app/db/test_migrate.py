"""app.db.migrate and migrations/: one line of history, and databases that follow it."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from procrastinate.schema import migrations_path
from sqlalchemy import Column, Row, Table, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.db import learners
from app.db.engine import Database, make_engine
from app.db.migrate import configuration, upgrade
from app.db.oauth_permissions import belonging_to
from app.db.paging import Paging
from app.db.tables import metadata, oauth_secrets
from app.settings import PROJECT_ROOT
from tests.app.db.school import School
from tests.issuer.examples import LEARNER, NOW, REVIEW_BODY_ID, SCHOOL_ID


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


def test_the_queue_s_tables_go_and_come_back(empty_postgres_url: str) -> None:
    postgres_url = empty_postgres_url
    command.upgrade(configuration(postgres_url), "0006")
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


def filled_as_of(revision: str, school: School, url: str) -> dict[Table, list[Column[Any]]]:
    """Migrate an empty database to a revision and fill it with what a school has.

    Gives the tables it knows, each with the columns it knows.
    """
    command.upgrade(configuration(url), revision)
    older = Database(make_engine(url))
    known: dict[Table, list[Column[Any]]] = {}
    with school.database.read() as source, older.write() as target:
        schema = inspect(target)
        for table in metadata.sorted_tables:
            if not schema.has_table(table.name):
                continue
            names = {each["name"] for each in schema.get_columns(table.name)}
            known[table] = [each for each in table.columns if each.name in names]
            rows = [row._asdict() for row in source.execute(select(*known[table]))]
            if rows:
                target.execute(insert(table), rows)
    older.close()
    return known


def content(url: str, known: dict[Table, list[Column[Any]]]) -> dict[str, Sequence[Row[Any]]]:
    database = Database(make_engine(url))
    with database.read() as connection:
        rows = {table.name: connection.execute(select(*known[table])).all() for table in known}
    database.close()
    return rows


def test_seals_come_into_a_log_that_is_full_and_stays_guarded(
    school: School, empty_database_url: str
) -> None:
    school.issued()
    known = filled_as_of("0002", school, empty_database_url)
    before = content(empty_database_url, known)
    upgrade(empty_database_url)
    assert content(empty_database_url, known) == before
    assert before["issuance_log"]
    database = Database(make_engine(empty_database_url))
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


@pytest.mark.parametrize("revision", ["0003", "0006"])
def test_what_is_newer_comes_into_a_database_that_is_full(
    school: School, empty_database_url: str, revision: str
) -> None:
    """The older release's tables stay as they were: it goes on beside the new ones."""
    school.issued()
    known = filled_as_of(revision, school, empty_database_url)
    before = content(empty_database_url, known)
    upgrade(empty_database_url)
    assert content(empty_database_url, known) == before
    database = Database(make_engine(empty_database_url))
    with database.write() as connection:
        again = before["outbox"][0]._asdict() | {"id": 99}
        connection.execute(insert(metadata.tables["outbox"]), [again])
        for table in metadata.sorted_tables:
            if table not in known:
                assert connection.execute(select(table)).all() == []
    database.close()


def test_permissions_are_found_whichever_release_wrote_them(empty_database_url: str) -> None:
    """What stood there before revision 0023, and what the release before it writes, is found."""
    command.upgrade(configuration(empty_database_url), "0022")
    database = Database(make_engine(empty_database_url))

    def as_before(grant_id: str, account_id: str | None) -> None:
        row: dict[str, Any] = {"secret_hash": grant_id.encode(), "grant_id": grant_id}
        row |= {"kind": "access-token", "content": {"account_id": account_id}}
        row |= {"created_at": NOW, "expires_at": NOW}
        with database.write() as connection:
            connection.execute(insert(oauth_secrets).values(row))

    as_before("earlier", SCHOOL_ID)
    as_before("nobody", None)
    as_before("another", REVIEW_BODY_ID)
    upgrade(empty_database_url)
    as_before("beside it", SCHOOL_ID)
    found = select(oauth_secrets.c.grant_id).where(belonging_to(SCHOOL_ID))
    with database.read() as connection:
        assert set(connection.scalars(found)) == {"earlier", "beside it"}
    database.close()


def test_the_previous_release_logs_what_it_issues(school: School, empty_database_url: str) -> None:
    """It knows no holders' copies, and still nothing is logged twice."""
    school.issued()
    filled_as_of("0006", school, empty_database_url)
    upgrade(empty_database_url)
    database = Database(make_engine(empty_database_url))
    as_before = (
        "INSERT INTO issuance_log (position, credential_id, format, digest, key_id, signed_at) "
        "SELECT {position}, credential_id, {format}, digest, key_id, signed_at "
        "FROM issuance_log WHERE position = 1"
    )
    with database.write() as connection:
        connection.execute(text(as_before.format(position=98, format="'other'")))
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(text(as_before.format(position=99, format="format")))
    database.close()

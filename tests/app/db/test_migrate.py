"""app.db.migrate and migrations/: one line of history, and databases that follow it."""

import threading
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import select

from app.db import learners
from app.db.engine import Database, make_engine
from app.db.migrate import configuration, upgrade
from app.db.paging import Paging
from app.db.tables import metadata
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
    with pytest.raises(command.util.CommandError, match="ix_outbox_due"):
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
    failed: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(empty_database_url)
        except BaseException as error:  # noqa: BLE001 - shown by the assertion
            failed.append(error)

    # Alembic keeps its context in a module, so this is one lock at a time inside one process;
    # between processes the database's own lock does the same.
    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
        thread.join()
    assert failed == []

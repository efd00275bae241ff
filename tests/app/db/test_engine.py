"""app.db.engine: transactions that keep or drop all, and readers that cannot write."""

import re
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from app.db import organisations
from app.db.engine import (
    Database,
    DatabaseUnavailable,
    UnreadableDatabaseUrl,
    Unstorable,
    make_engine,
)
from app.db.tables import master_key_check
from tests.app.db.school import organisations_of_the_tests
from tests.issuer.examples import NOW

ROW = {"id": 1, "check_value": b"x", "created_at": NOW}


def entered(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(select(master_key_check)).all())


def test_what_is_written_is_kept(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(master_key_check).values(ROW))
    assert entered(database) == 1


def test_an_exception_takes_everything_back(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as connection:
            connection.execute(insert(master_key_check).values(ROW))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    assert entered(database) == 0


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises((DBAPIError, DatabaseUnavailable)), database.read() as connection:
        connection.execute(insert(master_key_check).values(ROW))
    assert entered(database) == 0


def test_a_writer_after_a_reader_can_write(database: Database) -> None:
    assert entered(database) == 0
    with database.write() as connection:
        connection.execute(insert(master_key_check).values(ROW))
    assert entered(database) == 1


def test_writers_side_by_side_lose_nothing(database: Database) -> None:
    def enter(number: int) -> None:
        with database.write() as connection:
            known = len(connection.execute(select(master_key_check)).all())
            row = {**ROW, "id": number, "check_value": bytes([known])}
            connection.execute(insert(master_key_check).values(row))

    threads = [threading.Thread(target=enter, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert entered(database) == 12


def test_sqlite_keeps_every_commit_and_checks_references(sqlite_url: str) -> None:
    database = Database(make_engine(sqlite_url))
    with database.read() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    database.close()
    full = 2
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": 10000,
    }


def test_sqlite_in_memory_is_refused() -> None:
    with pytest.raises(UnreadableDatabaseUrl, match="names no file"):
        make_engine("sqlite:///:memory:")


def test_a_url_that_cannot_be_read_is_not_repeated() -> None:
    with pytest.raises(UnreadableDatabaseUrl) as refused:
        make_engine("postgresql+psycopg://ana:geslo@host:vrata/x")
    assert not {"geslo", "vrata"} & set(re.findall(r"\w+", str(refused.value)))


def test_an_option_that_nobody_knows_makes_a_database_not_ready(postgres_url: str) -> None:
    assert not Database(make_engine(f"{postgres_url}&no_such_option=1")).is_ready()


def test_a_text_that_does_not_fit_is_refused_without_showing_it(postgres_url: str) -> None:
    database, secret = Database(make_engine(postgres_url)), "s" * 300
    organisation = organisations_of_the_tests()[0]
    too_long = replace(organisation, id=secret)
    with pytest.raises(Unstorable) as refused, database.write() as connection:
        organisations.add(connection, too_long)
    with pytest.raises(Unstorable), database.write() as connection:
        organisations.add(connection, replace(organisation, id="\0"))
    database.close()
    assert secret not in "".join(traceback.format_exception(refused.value))


def test_a_database_that_is_gone_is_said_so(tmp_path: Path) -> None:
    missing = Database(make_engine(f"postgresql+psycopg://nobody@/none?host={tmp_path}"))
    assert not missing.is_ready()
    with pytest.raises(DatabaseUnavailable) as refused, missing.read():
        pass
    assert str(tmp_path) not in str(refused.value)


def test_a_database_that_answers_is_ready(database: Database) -> None:
    assert database.is_ready()

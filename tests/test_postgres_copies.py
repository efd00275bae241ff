"""A database that a test had before looks to the next one as if nobody had."""

import psycopg
import pytest

from tests.provisioning.postgres import PostgresServer
from tests.provisioning.postgres_copies import PostgresCopies

SCHEMA = """
CREATE TABLE alembic_version AS SELECT '0001' AS version_num;
CREATE TABLE trees (id serial PRIMARY KEY, kind text);
CREATE TABLE pears (tree integer NOT NULL REFERENCES trees);
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'kept for ever'; END $$;
CREATE TRIGGER guard BEFORE DELETE ON pears FOR EACH ROW EXECUTE FUNCTION refuse();
"""
PLANT = "INSERT INTO trees (kind) VALUES ('pear'); INSERT INTO pears SELECT id FROM trees"


@pytest.fixture(scope="module")
def copies(postgres_server: PostgresServer) -> PostgresCopies:
    """Lend copies of a small orchard."""
    name = postgres_server.new_database()
    with postgres_server.connected(name) as connection:
        connection.execute(SCHEMA)
    return PostgresCopies(postgres_server, name)


def used(copies: PostgresCopies, statements: str) -> int:
    """Give back a copy after `statements`, and return which database it was."""
    name = copies.lend()
    with copies.server.connected(name) as connection:
        number = _number(connection)
        connection.execute(statements.encode())
    copies.take_back(name)
    return number


def test_what_was_entered_is_gone_and_numbers_begin_anew(copies: PostgresCopies) -> None:
    before = used(copies, PLANT)
    name = copies.lend()
    with copies.server.connected(name) as connection:
        assert _number(connection) == before, "the same one, emptied"
        connection.execute("INSERT INTO trees (kind) VALUES ('apple')")
        assert connection.execute("SELECT id, kind FROM trees").fetchall() == [(1, "apple")]
        assert connection.execute("SELECT * FROM pears").fetchall() == []
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("0001",)]
        with pytest.raises(psycopg.errors.RaiseException, match="kept for ever"):
            connection.execute("INSERT INTO pears VALUES (1); DELETE FROM pears")
    copies.take_back(name)


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER guard ON pears",
        "ALTER TABLE trees ADD age integer",
        "ALTER TABLE trees ALTER kind TYPE varchar(9)",
        "ALTER FUNCTION refuse() COST 7",
        "DO $$BEGIN EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END$$",
        "INSERT INTO trees (kind) VALUES ('fig'); ANALYZE trees",
        "INSERT INTO trees (kind) SELECT repeat('fig', 30) FROM generate_series(1, 1000)",
    ],
)
def test_what_is_no_longer_as_the_template_is_not_lent_again(
    copies: PostgresCopies, change: str
) -> None:
    before = used(copies, change)
    with copies.server.connected(copies.lend()) as connection:
        assert _number(connection) != before


def test_who_is_left_over_from_a_test_does_not_reach_the_next(copies: PostgresCopies) -> None:
    name = copies.lend()
    with copies.server.connected(name) as left_over:
        left_over.execute("BEGIN")
        left_over.execute(PLANT.encode())
        copies.take_back(name)
        with pytest.raises(psycopg.OperationalError):
            left_over.execute("COMMIT")
        left_over.close()
    assert copies.lend() != name
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        copies.server.connected(name)


def _number(connection: psycopg.Connection) -> int:
    row = connection.execute(
        "SELECT oid::int FROM pg_database WHERE datname = current_database()"
    ).fetchone()
    assert row is not None
    return int(row[0])

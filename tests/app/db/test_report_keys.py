"""app.db.report_keys: the newest key of an address, and every certificate there ever was."""

from dataclasses import replace
from datetime import timedelta

from app.db import report_keys
from app.db.engine import Database
from app.db.report_keys import ReportKey
from tests.issuer.examples import NOW

URL = "https://dokazilo.example"
FIRST = ReportKey(
    id="00000000-0000-4000-8000-000000000001",
    public_url=URL,
    number=1,
    certificate=b"first",
    private_sealed=b"sealed",
    created_at=NOW,
)
SECOND = replace(
    FIRST,
    id="00000000-0000-4000-8000-000000000002",
    number=2,
    certificate=b"second",
    created_at=NOW + timedelta(days=1),
)


def test_the_newest_of_an_address(database: Database) -> None:
    with database.write() as connection:
        assert report_keys.newest(connection, URL) is None
        assert report_keys.add(connection, FIRST)
        assert report_keys.add(connection, SECOND)
        assert report_keys.newest(connection, URL) == SECOND
        assert report_keys.newest(connection, "https://other.example") is None
        assert report_keys.certificates(connection) == (b"first", b"second")


def test_of_two_processes_one_makes_the_key(database: Database) -> None:
    twin = replace(SECOND, number=1)
    with database.write() as connection:
        assert report_keys.add(connection, FIRST)
        assert not report_keys.add(connection, twin)
        assert report_keys.newest(connection, URL) == FIRST


def test_the_private_half_is_not_shown() -> None:
    assert "sealed" not in repr(FIRST).replace("private_sealed", "")

"""A store is filled to the number asked for, in every table that a credential has rows in."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from app.db import tables
from app.db.engine import Database, make_engine
from bench.filling import fill_credentials, fill_programmes
from bench.school import found_school

CREDENTIALS, PROGRAMMES = 250, 60
COUNTED = (
    *("learners", "awards", "credentials", "credential_documents", "status_list_entries"),
    *("issuance_log", "programmes", "programme_versions", "register_words"),
)


@pytest.fixture(params=["sqlite", "postgresql"])
def told_url(request: pytest.FixtureRequest) -> str:
    """Give a database in which a school was founded."""
    fixture = "empty_postgres_url" if request.param == "postgresql" else "tmp_path"
    given = request.getfixturevalue(fixture)
    url = given if isinstance(given, str) else f"sqlite:///{given / 'school.db'}"
    found_school(url, 1)
    return url


def counted(url: str) -> dict[str, int]:
    database = Database(make_engine(url))
    try:
        with database.read() as connection:
            return {
                name: connection.scalar(select(func.count()).select_from(getattr(tables, name)))
                or 0
                for name in COUNTED
            }
    finally:
        database.close()


def test_it_is_filled_to_the_number_step_by_step(told_url: str) -> None:
    before = counted(told_url)
    for count in (CREDENTIALS // 2, CREDENTIALS, CREDENTIALS):
        fill_credentials(told_url, count)
    fill_programmes(told_url, PROGRAMMES)
    after = counted(told_url)
    assert after["credentials"] == CREDENTIALS
    assert after["programmes"] == PROGRAMMES
    added = {name: after[name] - before[name] for name in COUNTED}
    more = CREDENTIALS - before["credentials"]
    assert {added[name] for name in ("learners", "awards", "credential_documents")} == {more}
    assert added["status_list_entries"] == added["issuance_log"] == more
    assert added["programme_versions"] == PROGRAMMES - before["programmes"]
    assert added["register_words"] > 0

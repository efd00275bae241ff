"""The database's own guards: what is kept for ever only grows, whoever holds the connection."""

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from app.db import credential_status
from app.db.engine import Database, make_engine
from app.db.tables import (
    audit_records,
    issuance_log,
    metadata,
    programme_decisions,
    programme_versions,
    status_changes,
)
from issuer.status import revoke
from tests.app.db.school import School
from tests.issuer.examples import ISSUER, NOW

KEPT = ["audit_records", "issuance_log", "programme_decisions", "status_changes"]
A_COLUMN = {
    "audit_records": audit_records.c.actor_name,
    "issuance_log": issuance_log.c.digest,
    "programme_decisions": programme_decisions.c.reason,
    "status_changes": status_changes.c.to_status,
}


@pytest.fixture
def filled(school: School) -> School:
    """Fill every kept table."""
    credential = school.issued()
    revoked = revoke(credential, "napaka", ISSUER, now=NOW)
    with school.database.write() as connection:
        credential_status.save(connection, school.vault, revoked, ISSUER, previous=credential)
    return school


@pytest.mark.parametrize("table", KEPT)
def test_what_is_written_can_not_be_changed(filled: School, table: str) -> None:
    changed = update(metadata.tables[table]).values({A_COLUMN[table]: "x"})
    with pytest.raises(DBAPIError, match="only grows"), filled.database.write() as connection:
        connection.execute(changed)


@pytest.mark.parametrize("table", KEPT)
def test_what_is_written_can_not_be_removed(filled: School, table: str) -> None:
    rows = metadata.tables[table]
    with filled.database.read() as connection:
        before = connection.execute(select(rows)).all()
    with pytest.raises(DBAPIError, match="only grows"), filled.database.write() as connection:
        connection.execute(delete(rows))
    with filled.database.read() as connection:
        assert connection.execute(select(rows)).all() == before != []


def test_a_table_can_not_be_emptied_at_once(postgres_url: str) -> None:
    # SQLite has no TRUNCATE.
    database = Database(make_engine(postgres_url))
    with pytest.raises(DBAPIError, match="only grows"), database.write() as connection:
        connection.exec_driver_sql("TRUNCATE audit_records")
    database.close()


def test_an_approved_version_s_content_stays(filled: School) -> None:
    changed = update(programme_versions).values(content="{}")
    with pytest.raises(DBAPIError, match="does not change"), filled.database.write() as connection:
        connection.execute(changed)


def test_an_approved_version_is_not_deleted(filled: School) -> None:
    with pytest.raises(DBAPIError), filled.database.write() as connection:
        connection.execute(delete(programme_versions))


def test_an_unknown_state_is_refused(filled: School) -> None:
    with pytest.raises(DBAPIError), filled.database.write() as connection:
        connection.execute(update(programme_versions).values(state="almost"))


def test_kept_tables_take_new_rows(filled: School) -> None:
    row: dict[str, object] = {
        "at": NOW,
        "organisation_id": None,
        "actor_id": "system",
        "actor_name": "system",
        "action": "service.started",
        "subject_kind": "service",
        "subject_id": "1",
        "detail": {},
    }
    with filled.database.write() as connection:
        connection.execute(insert(audit_records).values(row))

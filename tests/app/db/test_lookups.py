"""However much is stored, whatever a verification looks up is found by an index."""

import pytest
from sqlalchemy import Select, select, text, update
from sqlalchemy.sql.base import Executable

from app.db.batch_chunks import rows_by_state
from app.db.batch_rows import within_chunk
from app.db.engine import Database, make_engine
from app.db.oauth_permissions import belonging_to
from app.db.standings import digests_query, standing_query
from app.db.status_list_tokens import suspended_indices_query
from app.db.status_lists import set_indices_query
from app.db.tables import (
    batch_rows,
    credential_documents,
    credentials,
    oauth_secrets,
    profiles,
    sealed_documents,
    status_list_entries,
    status_lists,
)
from issuer.model.batch import RowState

ID = "0b5f2a10-0000-4000-8000-000000000001"
entries = status_list_entries.c
LOOKUPS: dict[str, Executable] = {
    "how a credential stands": standing_query(),
    "its documents' digests": digests_query(),
    "a credential by its page": select(credentials.c.id).where(
        credentials.c.page_token_hash == b"x"
    ),
    "its signed documents": select(credential_documents).where(
        credential_documents.c.credential_id == ID
    ),
    "its European twin": select(sealed_documents).where(sealed_documents.c.credential_id == ID),
    "its places in lists": select(entries.idx).where(entries.credential_id == ID),
    "a list": select(status_lists).where(status_lists.c.id == ID),
    "a place in a list": update(status_list_entries)
    .where(entries.list_id == ID, entries.idx == 5)
    .values(value=True),
    "what is revoked in a list": set_indices_query(ID),
    "what is suspended in a token": suspended_indices_query(ID, ID),
    "rows of a chunk": select(batch_rows).where(within_chunk(ID, 5, RowState.FINE)),
    "how many rows of a chunk are in which state": rows_by_state(ID, 5),
    "rows of a chunk that are issued": update(batch_rows)
    .where(within_chunk(ID, 5, RowState.FINE, RowState.REPLACES))
    .values(state=RowState.ISSUED.value),
    "what an account has allowed": select(oauth_secrets).where(belonging_to(ID)),
    "a profile": select(profiles).where(profiles.c.slug == "sola"),
}


def plan_of(database: Database, query: Executable) -> str:
    """Ask the database how it would answer."""
    with database.read() as connection:
        written = str(
            query.compile(connection.engine, compile_kwargs={"literal_binds": True})  # type: ignore[attr-defined]
        )
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text(f"EXPLAIN QUERY PLAN {written}"))
            return "\n".join(str(row[-1]) for row in rows)
        # A small table is quicker read whole: what matters is that there is an index.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        return "\n".join(str(row[0]) for row in connection.execute(text(f"EXPLAIN {written}")))


@pytest.mark.parametrize("what", LOOKUPS)
def test_no_lookup_walks_through_a_table(database: Database, what: str) -> None:
    query = LOOKUPS[what]
    if isinstance(query, Select):
        query = query.params(id=ID)
    plan = plan_of(database, query)

    assert "SCAN" not in plan
    assert "Seq Scan" not in plan
    assert "USING" in plan or "Index" in plan


def test_what_is_revoked_is_read_from_an_index_of_that_alone(database: Database) -> None:
    """So that a list costs as much as is revoked in it, and not as it is long."""
    for query in (set_indices_query(ID), suspended_indices_query(ID, ID)):
        assert "ix_status_list_entries_set" in plan_of(database, query)


@pytest.mark.parametrize("what", [name for name in LOOKUPS if "of a chunk" in name])
def test_a_chunk_costs_as_much_in_a_long_batch_as_in_a_short_one(
    sqlite_url: str, what: str
) -> None:
    """SQLite chooses by the statement; PostgreSQL by what it has counted, here nothing."""
    database = Database(make_engine(sqlite_url))
    try:
        assert "(batch_id=? AND " in (plan := plan_of(database, LOOKUPS[what]))
        assert "number>? AND number<?" in plan
    finally:
        database.close()

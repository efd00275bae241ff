"""Codes on paper: kept as keyed hashes, one for each claim."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import claim_codes, claims
from app.keys.sealing import Vault

_PURPOSE = "claim_codes/code"


def save(
    connection: Connection,
    vault: Vault,
    claim_id: str,
    code: str,
    *,
    life: tuple[datetime, datetime],
) -> None:
    """Give a claim this code, in place of an earlier one; `life` is from when to when."""
    fresh = {
        "code_lookup": vault.lookup(code, purpose=_PURPOSE),
        "created_at": life[0],
        "expires_at": life[1],
    }
    if not insert_if_absent(connection, claim_codes, {"claim_id": claim_id} | fresh):
        own = claim_codes.c.claim_id == claim_id
        connection.execute(update(claim_codes).where(own).values(fresh))


def credential_of(connection: Connection, vault: Vault, code: str, now: datetime) -> str | None:
    """Find the credential that a code leads to; None if it is wrong, or its time is over."""
    query = (
        select(claims.c.credential_id)
        .join(claim_codes, claim_codes.c.claim_id == claims.c.id)
        .where(
            claim_codes.c.code_lookup == vault.lookup(code, purpose=_PURPOSE),
            claim_codes.c.expires_at > now,
        )
    )
    found = connection.scalar(query)
    return None if found is None else str(found)

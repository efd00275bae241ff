"""Exchanges: the short-lived addresses at which wallets are handed credentials."""

from sqlalchemy import Column, Index, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, FLAG, UUID, UtcDateTime

exchanges = Table(
    "exchanges",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("credentials", "credential_id"),
    Column("secret_hash", BYTES, nullable=False, unique=True),
    Column("bound", FLAG, nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("holder_lookup", BYTES),  # null until a wallet was answered; then it is for that one
    Column("finished_at", UtcDateTime),
    Index(None, "credential_id"),
    Index(None, "expires_at"),
)

"""Learners' other backpacks: hosts that know us, our tokens there, and what was sent there."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, JsonText, UtcDateTime

backpack_hosts = Table(
    "backpack_hosts",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("address", String(2048), nullable=False, unique=True),
    Column("endpoints", JsonText, nullable=False),
    Column("client_id", String(500), nullable=False),
    Column("secret_sealed", BYTES, nullable=False),
    Column("registered_at", UtcDateTime, nullable=False),
)

backpack_connections = Table(
    "backpack_connections",
    metadata,
    key_to("accounts", "account_id"),
    key_to("backpack_hosts", "host_id"),
    # Sealed with the account's key: whoever has them writes into the learner's backpack.
    Column("tokens_sealed", BYTES, nullable=False),
    Column("connected_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("account_id", "host_id"),
)

backpack_errands = Table(
    "backpack_errands",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("accounts", "account_id"),
    key_to("backpack_hosts", "host_id"),
    key_to("credentials", "credential_id"),
    # Of the random `state` that the learner's browser carries there and back.
    Column("state_hash", BYTES, nullable=False, unique=True),
    Column("verifier_sealed", BYTES, nullable=False),
    Column("outcome", String(32)),
    Column("begun_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Index(None, "account_id", "begun_at"),
)

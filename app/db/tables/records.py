"""What the service writes down about itself: audit, issuance log, outbox, requests, master key."""

from sqlalchemy import CheckConstraint, Column, Index, Integer, PrimaryKeyConstraint, String, Table

from app.db.tables.metadata import key_to, metadata, partial_index
from app.db.types import BYTES, SERIAL, UUID, JsonText, UtcDateTime

audit_records = Table(
    "audit_records",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("organisation_id", UUID),  # null: the service itself
    Column("actor_id", String(36), nullable=False),
    Column("actor_name", String(200), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject_kind", String(40), nullable=False),
    Column("subject_id", String(64), nullable=False),
    Column("detail", JsonText, nullable=False),  # never personal data: it cannot be erased
    Index(None, "organisation_id", "id"),
    Index(None, "subject_id"),
    sqlite_autoincrement=True,
)

issuance_log = Table(
    "issuance_log",
    metadata,
    # One total order over all that was ever signed. It survives a learner's erasure.
    Column("position", SERIAL, primary_key=True),
    Column("credential_id", UUID, nullable=False),
    Column("format", String(20), nullable=False),
    Column("digest", String(64), nullable=False),
    key_to("signing_keys", "key_id", nullable=True),
    key_to("seals", "seal_id", nullable=True),  # in place of a signing key
    Column("signed_at", UtcDateTime, nullable=False),
    # Of a holder's copy; empty for what is nobody's in particular. Not whose it is: that can be
    # erased, and what is written here can not.
    Column("holder_copy_id", UUID, nullable=False, server_default=""),
    CheckConstraint("(key_id IS NULL) <> (seal_id IS NULL)", name="signed_by_one"),
    Index(None, "credential_id", "format", "holder_copy_id", unique=True),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", SERIAL, primary_key=True),
    Column("topic", String(60), nullable=False),
    Column("subject_id", String(64), nullable=False),
    Column("payload", JsonText, nullable=False),  # never personal data: ids, from which to look up
    Column("created_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("done_at", UtcDateTime),
    partial_index("ix_outbox_due", "available_at", "id", where="done_at IS NULL"),
    sqlite_autoincrement=True,
)

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    key_to("api_keys", "api_key_id"),
    Column("key", String(255), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("resource_kind", String(40), nullable=False),
    Column("resource_id", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("api_key_id", "key"),
    Index(None, "created_at"),
)

master_key_check = Table(
    "master_key_check",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("check_value", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

"""Credentials: the record, the signed documents apart from it, and the status lists."""

from sqlalchemy import (
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from app.db.tables.metadata import index_where_set, key_to, metadata, one_of, partial_index
from app.db.types import BYTES, FLAG, SERIAL, UUID, UtcDateTime
from issuer.model.credential import CredentialStatus, StatusPurpose

credentials = Table(
    "credentials",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("profiles", "profile_id"),
    key_to("awards", "award_id"),
    key_to("programme_versions", "version_id"),
    key_to("learners", "learner_id"),
    # One award may give a badge and a European Digital Credential, each once.
    Column("data_model", String(20), nullable=False, server_default="open-badge"),
    Column("language", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("status_reason_sealed", BYTES),
    Column("status_changed_at", UtcDateTime),
    Column("page_token_hash", BYTES, nullable=False, unique=True),
    Column("page_token_sealed", BYTES, nullable=False),
    Column("prepared_sealed", BYTES, nullable=False),
    Column("intended_at", UtcDateTime, nullable=False),
    Column("issued_at", UtcDateTime),
    key_to("credentials", "superseded_by", nullable=True),
    UniqueConstraint("award_id", "data_model"),
    one_of("status", CredentialStatus),
    Index(None, "organisation_id", "issued_at"),
    Index(None, "learner_id"),
    Index(None, "version_id"),
    # What a crash left behind is found without walking through everything ever issued.
    partial_index("ix_credentials_unfinished", "intended_at", where="issued_at IS NULL"),
)

credential_documents = Table(
    "credential_documents",
    metadata,
    key_to("credentials", "credential_id"),
    Column("format", String(20), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("body_sealed", BYTES, nullable=False),  # the bytes that were signed, never re-encoded
    Column("digest", String(64), nullable=False),
    key_to("signing_keys", "key_id"),
    Column("signed_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("credential_id", "format"),
)

status_changes = Table(
    "status_changes",
    metadata,
    Column("id", SERIAL, primary_key=True),
    key_to("credentials", "credential_id"),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", String(36), nullable=False),
    Column("actor_name", String(200), nullable=False),
    Column("from_status", String(16), nullable=False),
    Column("to_status", String(16), nullable=False),
    Column("reason_sealed", BYTES),
    Index(None, "credential_id"),
    sqlite_autoincrement=True,
)

status_lists = Table(
    "status_lists",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("profiles", "profile_id"),
    Column("purpose", String(16), nullable=False),
    Column("url", String(512), nullable=False),
    Column("length", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),  # closed lists take no new entries and live on
    Column("revision", Integer, nullable=False),  # raised whenever a bit is flipped
    Column("published", BYTES),
    Column("published_revision", Integer),
    Column("published_at", UtcDateTime),
    Column("published_until", UtcDateTime),
    one_of("purpose", StatusPurpose),
    partial_index(
        "uq_status_lists_open", "profile_id", "purpose", where="closed_at IS NULL", unique=True
    ),
    Index(None, "profile_id"),
)

status_list_entries = Table(
    "status_list_entries",
    metadata,
    key_to("status_lists", "list_id"),
    Column("idx", Integer, nullable=False),
    # No foreign key: a chunk of a batch reserves its places before its credentials are written.
    Column("credential_id", UUID, nullable=False),
    Column("value", FLAG, nullable=False),
    PrimaryKeyConstraint("list_id", "idx"),
    UniqueConstraint("credential_id", "list_id"),
    index_where_set("ix_status_list_entries_set", "list_id", "idx", flag="value"),
)

"""Learners' accounts. Personal data only in sealed columns, under the account's own data key."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, UtcDateTime

accounts = Table(
    "accounts",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("data_key_sealed", BYTES, nullable=False),
    Column("personal_sealed", BYTES, nullable=False),
    # What a program wrote for the learner (Open Badges API, putProfile); nobody checked it.
    Column("profile_sealed", BYTES),
    # An account is of an address that was proven, or of the one credential whose link was opened.
    Column("email_lookup", BYTES, unique=True),
    Column("credential_id", UUID, ForeignKey("credentials.id"), unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("(email_lookup IS NULL) <> (credential_id IS NULL)", name="of_one"),
)

account_sessions = Table(
    "account_sessions",
    metadata,
    # Of a random token; the token itself is only in the browser.
    Column("token_hash", BYTES, primary_key=True),
    key_to("accounts", "account_id"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "account_id"),
    Index(None, "expires_at"),
)

login_codes = Table(
    "login_codes",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("email_lookup", BYTES, nullable=False),
    Column("email_sealed", BYTES, nullable=False),
    # Keyed: the few digits of a code could be tried out against a plain hash.
    Column("code_hash", BYTES, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index(None, "email_lookup", "created_at"),
    Index(None, "expires_at"),
)

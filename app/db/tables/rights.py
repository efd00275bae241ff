"""Learners' rights: who asked to be erased, and what was erased. Neither says who it was."""

from sqlalchemy import Column, Index, String, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, JsonText, UtcDateTime

erasures = Table(
    "erasures",
    metadata,
    Column("id", UUID, primary_key=True),  # the receipt's number
    key_to("organisations", "organisation_id"),
    # No foreign key: a restored database may not have the learner yet, or any more.
    Column("learner_id", UUID, nullable=False, unique=True),
    Column("asked_by", String(16), nullable=False),
    Column("erased_at", UtcDateTime, nullable=False),
    Column("destroyed", JsonText, nullable=False),  # how many of what; never personal data
    Index(None, "organisation_id", "erased_at"),
)

erasure_requests = Table(
    "erasure_requests",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("learners", "learner_id"),
    Column("token_hash", BYTES, nullable=False, unique=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Index(None, "organisation_id", "asked_at"),
    Index(None, "learner_id"),
    Index(None, "expires_at"),
)

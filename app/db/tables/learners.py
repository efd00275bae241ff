"""Learners and what they achieved. Personal data only in sealed columns."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from app.db.tables.metadata import key_to, metadata, one_of, partial_index
from app.db.types import BYTES, FLAG, UUID, UtcDateTime
from issuer.model.award import AwardState

learners = Table(
    "learners",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    # Null once erased: without the data key nothing below, or in other tables, can be read again.
    Column("data_key_sealed", BYTES),
    Column("personal_sealed", BYTES),
    # Keyed hashes: equal values are found again, and nobody can try out addresses without the key.
    Column("email_lookup", BYTES),
    Column("identifier_lookup", BYTES),
    Column("language", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("erased_at", UtcDateTime),
    Index(None, "organisation_id", "created_at"),
    Index(None, "organisation_id", "email_lookup"),
    partial_index(
        "uq_learners_identifier",
        "organisation_id",
        "identifier_lookup",
        where="identifier_lookup IS NOT NULL",
        unique=True,
    ),
    # One address may serve several learners (a family), if they have numbers of their own.
    partial_index(
        "uq_learners_email",
        "organisation_id",
        "email_lookup",
        where="identifier_lookup IS NULL AND email_lookup IS NOT NULL",
        unique=True,
    ),
)


def _other_award(name: str) -> Column[str]:
    # Deferred: the old award must point at the new one before the new one may be entered.
    other = ForeignKey("awards.id", deferrable=True, initially="DEFERRED")
    return Column(name, UUID, other, nullable=True)


awards = Table(
    "awards",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("programme_versions", "version_id"),
    key_to("learners", "learner_id"),
    Column("result_sealed", BYTES, nullable=False),
    Column("language", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("proposed_by", String(36), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("decided_by", String(36)),
    Column("decided_at", UtcDateTime),
    Column("notify", FLAG),  # null: as the school does it
    _other_award("supersedes"),
    _other_award("superseded_by"),
    one_of("state", AwardState),
    # Once only per learner and version, unless a correction supersedes it.
    partial_index(
        "uq_awards_once",
        "version_id",
        "learner_id",
        where="superseded_by IS NULL AND state <> 'declined'",
        unique=True,
    ),
    Index(None, "organisation_id", "proposed_at"),
    Index(None, "learner_id"),
)

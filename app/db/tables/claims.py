"""What a learner has of a credential beside the credential itself, and who is asked first."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, UniqueConstraint

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, FLAG, UUID, UtcDateTime

claims = Table(
    "claims",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("credentials", "credential_id", unique=True),
    Column("token_hash", BYTES, nullable=False, unique=True),
    Column("token_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("opened_at", UtcDateTime),  # first; opening never consumes
    Column("claimed_at", UtcDateTime),  # first taking away, sharing, or copy in a wallet
)

claim_codes = Table(
    "claim_codes",
    metadata,
    key_to("claims", "claim_id"),
    # Keyed: a code is short enough to be tried out by whoever has the database without the key.
    Column("code_lookup", BYTES, nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("claim_id"),
)

share_links = Table(
    "share_links",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("credentials", "credential_id"),
    Column("token_hash", BYTES, nullable=False, unique=True),
    Column("token_sealed", BYTES, nullable=False),
    Column("label_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Index(None, "credential_id"),
)

correction_requests = Table(
    "correction_requests",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("learners", "learner_id"),
    key_to("credentials", "credential_id"),
    Column("wrong_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("outcome", String(16)),  # null while it waits for an answer
    Column("answer_sealed", BYTES),
    Column("answered_at", UtcDateTime),
    Column("answered_by", String(36)),
    Index(None, "organisation_id", "created_at"),
    Index(None, "learner_id"),
    Index(None, "credential_id"),
)

claim_rules = Table(
    "claim_rules",
    metadata,
    key_to("organisations", "organisation_id"),
    Column("guardian_age", Integer, nullable=False),
    Column("link_days", Integer),  # null: the link of a claim does not end by itself
    Column("changed_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("organisation_id"),
)

guardians = Table(
    "guardians",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    Column("email_lookup", BYTES, nullable=False),  # the address itself is with each child's data
    Column("token_hash", BYTES, nullable=False, unique=True),
    Column("token_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("organisation_id", "email_lookup"),
)

guardianships = Table(
    "guardianships",
    metadata,
    key_to("learners", "learner_id"),
    key_to("guardians", "guardian_id"),
    Column("named_at", UtcDateTime, nullable=False),
    Column("agrees", FLAG),  # null while the guardian has not said
    Column("decided_at", UtcDateTime),
    PrimaryKeyConstraint("learner_id"),
    Index(None, "guardian_id"),
)

"""Letters that are owed or were sent, and what is known of addresses.

`mails` is an outbox of its own: docs/adr/0040-letters.md says why. A letter to a learner's address
names the learner, and not the address.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from app.db.tables.metadata import key_to, metadata, one_of, partial_index
from app.db.types import BYTES, FLAG, UUID, UtcDateTime
from app.mail.address_change import AskedBy
from app.mail.letter import LetterState

mails = Table(
    "mails",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("reason", String(24)),
    Column("reply", String(16)),
    key_to("organisations", "organisation_id", nullable=True),
    key_to("learners", "learner_id", nullable=True),
    key_to("credentials", "credential_id", nullable=True),
    # With the learner's key; without a learner under the master key, only until it is sent.
    Column("to_sealed", BYTES),
    Column("details_sealed", BYTES),
    Column("language", String(16)),
    Column("once", String(100), unique=True),
    Column("attempts", Integer, nullable=False),
    Column("doubtful", FLAG, nullable=False),
    Column("address_hash", BYTES),  # keyed; of the address that it was sent to
    Column("created_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime, nullable=False),
    Column("useful_until", UtcDateTime, nullable=False),
    Column("attempted_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    one_of("state", LetterState),
    partial_index("ix_mails_due", "useful_until", "available_at", where="state = 'waiting'"),
    partial_index("ix_mails_attempted", "attempted_at", where="attempted_at IS NOT NULL"),
    Index(None, "organisation_id", "created_at"),
    Index(None, "address_hash"),
    Index(None, "credential_id"),
    Index(None, "learner_id"),
)

mail_addresses = Table(
    "mail_addresses",
    metadata,
    Column("address_hash", BYTES, primary_key=True),  # keyed: nobody can try addresses out
    Column("bounced_at", UtcDateTime),
    Column("complained_at", UtcDateTime),
    Column("stopped_at", UtcDateTime),  # its owner wants no reminders
    Column("soft_bounces", Integer, nullable=False),
)

organisation_mail = Table(
    "organisation_mail",
    metadata,
    Column("organisation_id", UUID, ForeignKey("organisations.id"), primary_key=True),
    Column("notify", FLAG, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

address_changes = Table(
    "address_changes",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("learners", "learner_id"),
    Column("asked_by", String(8), nullable=False),
    Column("address_sealed", BYTES, nullable=False),
    Column(
        "new_token_hash", BYTES, nullable=False, unique=True
    ),  # in the letter to the new address
    Column("old_token_hash", BYTES, nullable=False, unique=True),  # in the old address's letter
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("proved_at", UtcDateTime),  # by the new address
    Column("agreed_at", UtcDateTime),  # by the old one
    Column("refused_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    one_of("asked_by", AskedBy),
    Index(None, "learner_id"),
)

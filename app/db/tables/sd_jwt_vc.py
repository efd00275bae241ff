"""What SD-JWT VCs take beside a badge: certificates of keys, and status lists as tokens."""

from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Table, Text

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UtcDateTime

key_certificates = Table(
    "key_certificates",
    metadata,
    key_to("signing_keys", "key_id"),
    Column("chain", Text, nullable=False),  # base64: the key's own, then those above it
    Column("expires_at", UtcDateTime, nullable=False),  # of the key's own
    Column("added_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("key_id"),
)

status_list_tokens = Table(
    "status_list_tokens",
    metadata,
    key_to("status_lists", "list_id"),  # the list of revocations whose places it shares
    Column("published", BYTES, nullable=False),
    Column("published_revision", Integer, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("published_until", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("list_id"),
)

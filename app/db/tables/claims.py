"""What a learner holds of a credential beside the credential itself: the link to their own page."""

from sqlalchemy import Column, Table

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, UtcDateTime

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

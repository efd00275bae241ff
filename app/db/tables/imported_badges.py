"""Badges of other issuers that learners brought into their accounts, and what they say of them."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from app.db.tables.metadata import key_to, metadata
from app.db.types import BYTES, UUID, UtcDateTime

imported_badges = Table(
    "imported_badges",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("accounts", "account_id"),
    # Keyed hash of issuer and id: two badges with the same ones are one badge (OB 3.0, section 8).
    Column("equality", BYTES, nullable=False),
    Column("form", String(8), nullable=False),
    Column("body_sealed", BYTES, nullable=False),
    Column("report_sealed", BYTES, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("imported_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime, nullable=False),
    UniqueConstraint("account_id", "equality"),
    Index(None, "account_id", "issued_at"),
)

"""The verifier's own keys, which sign its reports."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint

from app.db.tables.metadata import metadata
from app.db.types import BYTES, UUID, UtcDateTime

report_keys = Table(
    "report_keys",
    metadata,
    Column("id", UUID, primary_key=True),
    # A certificate names the address; a service that moves needs another one.
    Column("public_url", String(255), nullable=False),
    # Unique, so that of two processes that start at once only one makes a key.
    Column("number", Integer, nullable=False),
    Column("certificate", BYTES, nullable=False),  # X.509, DER
    Column("private_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("public_url", "number"),
)

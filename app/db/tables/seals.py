"""Seals of profiles, what was sealed with them, and the demonstration's own authorities."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from app.db.tables.metadata import key_to, metadata, one_of
from app.db.types import BYTES, UUID, UtcDateTime
from issuer.sealing import TimeForm
from verifier.securing.jades import Level

seals = Table(
    "seals",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("profiles", "profile_id"),
    Column("key_uri", String(2048), nullable=False),
    Column("certificate", BYTES, nullable=False),
    Column("private_sealed", BYTES),  # only of a demonstration's seal; see key_uri for the others
    Column("level", String(3), nullable=False),
    Column("time_form", String(4), nullable=False),
    Column("timestamp_url", String(2048)),
    Column("mandate", Text),
    Column("active_from", UtcDateTime, nullable=False),
    Column("retired_at", UtcDateTime),
    one_of("level", Level),
    one_of("time_form", TimeForm),
    Index(None, "profile_id"),
)

sealed_documents = Table(
    "sealed_documents",
    metadata,
    key_to("credentials", "credential_id"),
    key_to("seals", "seal_id"),
    Column("body_sealed", BYTES, nullable=False),  # the bytes that were sealed, never re-encoded
    Column("digest", String(64), nullable=False),
    Column("sealed_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("credential_id"),  # a badge has one twin, whatever is tried again
)

demo_authorities = Table(
    "demo_authorities",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("root", BYTES, nullable=False),  # the certificate that is believed, for what it is
    Column("authorities_sealed", BYTES, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

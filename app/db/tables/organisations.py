"""Tenants, the profiles they issue as, the signers of a profile, and the keys of callers."""

from sqlalchemy import Column, Index, String, Table, Text, UniqueConstraint

from app.db.tables.metadata import key_to, metadata, one_of
from app.db.types import BYTES, UUID, JsonText, UtcDateTime
from issuer.model.organisation import KeyAlgorithm, OrganisationKind

organisations = Table(
    "organisations",
    metadata,
    Column("id", UUID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", JsonText, nullable=False),
    key_to("organisations", "review_body_id", nullable=True),
    Column("created_at", UtcDateTime, nullable=False),
    one_of("kind", OrganisationKind),
)

profiles = Table(
    "profiles",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    Column("slug", String(80), nullable=False, unique=True),
    Column("did", String(512), nullable=False, unique=True),
    Column("name", JsonText, nullable=False),
    Column("description", JsonText, nullable=False),
    Column("url", String(2048), nullable=False),
    Column("email", String(320)),
    Column("country", String(3), nullable=False),
    Column("locality", String(200)),
    Column("legal_identifier", String(200)),
    Column("image", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "organisation_id"),
)

signing_keys = Table(
    "signing_keys",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("profiles", "profile_id"),
    Column("fragment", String(100), nullable=False),
    Column("algorithm", String(16), nullable=False),
    Column("public_key", BYTES, nullable=False),
    Column("key_uri", String(2048), nullable=False),
    Column("private_sealed", BYTES),  # null: the private half lives elsewhere, see key_uri
    Column("active_from", UtcDateTime, nullable=False),
    Column("retired_at", UtcDateTime),
    Column("compromised_at", UtcDateTime),
    UniqueConstraint("profile_id", "fragment"),
    one_of("algorithm", KeyAlgorithm),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    Column("name", String(200), nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("secret_hash", BYTES, nullable=False, unique=True),
    Column("scopes", JsonText, nullable=False),
    Column("created_by", String(36)),  # an actor: a key today, a person later
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("last_used_at", UtcDateTime),
    Index(None, "organisation_id"),
)

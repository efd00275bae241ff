"""Programmes, their numbered versions, what was decided on them, and the words to find them by."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from app.db.tables.metadata import index_where_set, key_to, metadata, one_of, partial_index
from app.db.types import FLAG, UUID, JsonText, UtcDateTime, ordered_by_bytes
from issuer.model.approval import ProgrammeState, Step

programmes = Table(
    "programmes",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("profiles", "profile_id"),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "organisation_id"),
)

_IN_REGISTER = "in_register"

programme_versions = Table(
    "programme_versions",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("programmes", "programme_id"),
    key_to("organisations", "organisation_id"),
    key_to("organisations", "review_body_id"),
    key_to("profiles", "profile_id"),
    Column("number", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("content", Text, nullable=False),  # JSON, see app.db.codec
    Column("content_digest", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("author_ids", JsonText, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
    Column("retired_at", UtcDateTime),
    # Derived from the content at each write, so that the register can filter by index.
    Column("sok_level", Integer),
    Column("eqf_level", Integer),
    Column("isced_f", ordered_by_bytes(8)),
    Column("pilot", FLAG, nullable=False),
    # The newest approved or retired version of its programme: the one the register lists.
    Column(_IN_REGISTER, FLAG, nullable=False),
    UniqueConstraint("programme_id", "number"),
    one_of("state", ProgrammeState),
    partial_index(
        "uq_programme_versions_open",
        "programme_id",
        where="state IN ('draft', 'submitted', 'in-review', 'returned')",
        unique=True,
    ),
    index_where_set(
        "uq_programme_versions_in_register", "programme_id", flag=_IN_REGISTER, unique=True
    ),
    # The state and the flag itself, so that SQLite can count by it without reading the rows.
    index_where_set(
        "ix_register_newest", "approved_at", "id", "state", _IN_REGISTER, flag=_IN_REGISTER
    ),
    index_where_set("ix_register_sok", "sok_level", "approved_at", flag=_IN_REGISTER),
    index_where_set("ix_register_eqf", "eqf_level", "approved_at", flag=_IN_REGISTER),
    index_where_set("ix_register_field", "isced_f", flag=_IN_REGISTER),
    index_where_set("ix_register_provider", "profile_id", "approved_at", flag=_IN_REGISTER),
    index_where_set("ix_register_pilots", "pilot", "approved_at", flag=_IN_REGISTER),
    Index(None, "organisation_id", "changed_at"),
    Index(None, "review_body_id", "state"),
)

programme_decisions = Table(
    "programme_decisions",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("programme_versions", "version_id"),
    Column("position", Integer, nullable=False),
    Column("step", String(20), nullable=False),
    Column("round", Integer, nullable=False),
    Column("actor_id", String(36), nullable=False),
    Column("actor_name", String(200), nullable=False),
    key_to("organisations", "organisation_id"),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("decision_number", String(200)),
    Column("reason", Text),
    UniqueConstraint("version_id", "position"),
    one_of("step", Step),
)

register_words = Table(
    "register_words",
    metadata,
    # Word first finds the few versions of a rare word; version first says whether a version has a
    # common one.
    Column("word", ordered_by_bytes(60), primary_key=True),
    Column("version_id", UUID, primary_key=True),
    Index(None, "version_id", "word"),
)

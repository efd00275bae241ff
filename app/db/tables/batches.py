"""Batches: a school's file in sealed pieces, its rows, and the chunks in which they are issued.

What the file says is sealed with the batch's own data key: once that is gone, nothing of it can be
read. What was issued lives on in the tables of credentials.
"""

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from app.db.tables.metadata import key_to, metadata, one_of, partial_index
from app.db.types import BYTES, FLAG, UUID, JsonText, UtcDateTime
from issuer.model.batch import BatchState, ChunkState, Policy, RowState

batches = Table(
    "batches",
    metadata,
    Column("id", UUID, primary_key=True),
    key_to("organisations", "organisation_id"),
    key_to("programme_versions", "version_id"),
    key_to("profiles", "profile_id"),
    Column("policy", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("failure", String(60)),
    Column("leave_faulty", FLAG, nullable=False),
    Column("notify", FLAG),  # null: as the school does it
    Column("file_bytes", Integer, nullable=False),
    Column("file_digest", String(64), nullable=False),
    Column("created_by", JsonText, nullable=False),  # the actor, with its scopes of then
    Column("committed_by", JsonText),
    Column("data_key_sealed", BYTES),  # null once the content is destroyed
    Column("wishes_sealed", BYTES, nullable=False),  # what the caller says of the columns
    Column("understood_sealed", BYTES),  # how the file was read: headings may be anything
    Column("created_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime),
    Column("committed_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("content_until", UtcDateTime),
    one_of("policy", Policy),
    one_of("state", BatchState),
    Index(None, "organisation_id", "created_at"),
    # What is under way after a restart, and what is to be destroyed, among all there ever were.
    partial_index(
        "ix_batches_under_way",
        "created_at",
        where="state IN ('receiving', 'checking', 'issuing', 'sealing')",
    ),
    partial_index("ix_batches_content", "content_until", where="data_key_sealed IS NOT NULL"),
)

batch_pieces = Table(
    "batch_pieces",
    metadata,
    key_to("batches", "batch_id"),
    Column("number", Integer, nullable=False),
    Column("body_sealed", BYTES, nullable=False),
    PrimaryKeyConstraint("batch_id", "number"),
)

batch_chunks = Table(
    "batch_chunks",
    metadata,
    key_to("batches", "batch_id"),
    Column("number", Integer, nullable=False),
    Column("first_row", Integer, nullable=False),
    Column("last_row", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    # Rows by their present state: a batch is counted by adding up its chunks, and no row of this
    # table is everybody's.
    *(Column(state.value, Integer, nullable=False) for state in RowState),
    PrimaryKeyConstraint("batch_id", "number"),
    one_of("state", ChunkState),
)

batch_rows = Table(
    "batch_rows",
    metadata,
    Column("batch_id", UUID, nullable=False),
    Column("number", Integer, nullable=False),
    Column("chunk", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("credential_id", UUID),  # drawn before there is a credential
    Column("award_id", UUID),
    Column("content_sealed", BYTES),
    Column("faults_sealed", BYTES),  # sentences may show what a cell holds
    Column("same_as", Integer),
    Column("present_credential_id", UUID),
    # Keyed hashes, the same as those of learners: who is twice in the file, and who is known.
    Column("email_lookup", BYTES),
    Column("identifier_lookup", BYTES),
    PrimaryKeyConstraint("batch_id", "number"),
    ForeignKeyConstraint(["batch_id", "chunk"], ["batch_chunks.batch_id", "batch_chunks.number"]),
    one_of("state", RowState),
    Index(None, "batch_id", "state", "number"),
    Index(None, "batch_id", "email_lookup"),
    Index(None, "batch_id", "identifier_lookup"),
)

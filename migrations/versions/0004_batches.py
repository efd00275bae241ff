"""Batches: a school's file, its rows and the chunks in which they are issued.

Revision 0004, after 0003. Only new tables: the previous release does not know them and is not
disturbed by them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)
ROW_STATES = ("fine", "faulty", "skipped", "replaces", "issued", "failed", "cancelled")


def upgrade() -> None:
    _batches()
    op.create_table(
        "batch_pieces",
        sa.Column("batch_id", UUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_batch_pieces_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_pieces"),
    )
    op.create_table(
        "batch_chunks",
        sa.Column("batch_id", UUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        *(sa.Column(state, sa.Integer(), nullable=False) for state in ROW_STATES),
        sa.CheckConstraint(
            "state IN ('waiting', 'issuing', 'sealing', 'done', 'failed')",
            name="ck_batch_chunks_state",
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_batch_chunks_batch_id"),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_chunks"),
    )
    _rows()


def _batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("policy", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("failure", sa.String(60)),
        sa.Column("leave_faulty", sa.Boolean(), nullable=False),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("committed_by", sa.Text()),
        sa.Column("data_key_sealed", sa.LargeBinary()),
        sa.Column("wishes_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("understood_sealed", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("checked_at", MOMENT),
        sa.Column("committed_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.Column("content_until", MOMENT),
        sa.CheckConstraint("policy IN ('deny', 'skip', 'replace')", name="ck_batches_policy"),
        sa.CheckConstraint(
            "state IN ('receiving', 'checking', 'checked', 'issuing', 'sealing', 'finished', "
            "'cancelled', 'failed')",
            name="ck_batches_state",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_batches_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["programme_versions.id"], name="fk_batches_version_id"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_batches_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index(
        "ix_batches_organisation_id_created_at", "batches", ["organisation_id", "created_at"]
    )
    _partial_index(
        "ix_batches_under_way",
        "created_at",
        "state IN ('receiving', 'checking', 'issuing', 'sealing')",
    )
    _partial_index("ix_batches_content", "content_until", "data_key_sealed IS NOT NULL")


def _rows() -> None:
    listed = ", ".join(f"'{state}'" for state in ROW_STATES)
    op.create_table(
        "batch_rows",
        sa.Column("batch_id", UUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("credential_id", UUID),
        sa.Column("award_id", UUID),
        sa.Column("content_sealed", sa.LargeBinary()),
        sa.Column("faults_sealed", sa.LargeBinary()),
        sa.Column("same_as", sa.Integer()),
        sa.Column("present_credential_id", UUID),
        sa.Column("email_lookup", sa.LargeBinary()),
        sa.Column("identifier_lookup", sa.LargeBinary()),
        sa.CheckConstraint(f"state IN ({listed})", name="ck_batch_rows_state"),
        sa.ForeignKeyConstraint(
            ["batch_id", "chunk"],
            ["batch_chunks.batch_id", "batch_chunks.number"],
            name="fk_batch_rows_batch_id_chunk",
        ),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_batch_rows"),
    )
    for columns in (["chunk"], ["state", "number"], ["email_lookup"], ["identifier_lookup"]):
        name = "_".join(["ix_batch_rows_batch_id", *columns])
        op.create_index(name, "batch_rows", ["batch_id", *columns])


def _partial_index(name: str, column: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, "batches", [column], sqlite_where=where, postgresql_where=where)

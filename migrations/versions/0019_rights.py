"""Learners' rights: receipts of erasures, and requests that wait to be confirmed.

Revision 0019, after 0018. The previous release does not know the tables and is not disturbed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("asked_by", sa.String(16), nullable=False),
        sa.Column("erased_at", MOMENT, nullable=False),
        sa.Column("destroyed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_erasures_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sa.UniqueConstraint("learner_id", name="uq_erasures_learner_id"),
    )
    op.create_index(
        "ix_erasures_organisation_id_erased_at", "erasures", ["organisation_id", "erased_at"]
    )
    op.create_table(
        "erasure_requests",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_erasure_requests_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name="fk_erasure_requests_learner_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_requests"),
        sa.UniqueConstraint("token_hash", name="uq_erasure_requests_token_hash"),
    )
    op.create_index(
        "ix_erasure_requests_organisation_id_asked_at",
        "erasure_requests",
        ["organisation_id", "asked_at"],
    )
    op.create_index("ix_erasure_requests_learner_id", "erasure_requests", ["learner_id"])
    op.create_index("ix_erasure_requests_expires_at", "erasure_requests", ["expires_at"])


def downgrade() -> None:
    op.drop_table("erasure_requests")
    op.drop_table("erasures")

"""What employers ask wallets for, and the answers.

Revision 0015, after 0014. The previous release does not know the table and is not disturbed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presentation_requests",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("handle_hash", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("asked_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("response_code_hash", sa.String(64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'answered', 'declined')", name="ck_presentation_requests_state"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_presentation_requests"),
        sa.UniqueConstraint("token_hash", name="uq_presentation_requests_token_hash"),
        sa.UniqueConstraint("handle_hash", name="uq_presentation_requests_handle_hash"),
    )
    op.create_index("ix_presentation_requests_forget_at", "presentation_requests", ["forget_at"])


def downgrade() -> None:
    op.drop_table("presentation_requests")

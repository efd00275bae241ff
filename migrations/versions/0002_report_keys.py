"""The verifier's own keys.

Revision 0002, after 0001. The previous release does not know the table and is not disturbed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_keys",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("public_url", sa.String(255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_keys"),
        sa.UniqueConstraint("public_url", "number", name="uq_report_keys_public_url_number"),
    )


def downgrade() -> None:
    op.drop_table("report_keys")

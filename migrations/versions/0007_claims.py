"""Claims: the address of a learner's own page, one for each credential.

Revision 0007, after 0006. The previous release does not know the table and is not disturbed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "claims",
        sa.Column("id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.Column("opened_at", MOMENT),
        sa.Column("claimed_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_claims_credential_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.UniqueConstraint("credential_id", name="uq_claims_credential_id"),
        sa.UniqueConstraint("token_hash", name="uq_claims_token_hash"),
    )


def downgrade() -> None:
    op.drop_table("claims")

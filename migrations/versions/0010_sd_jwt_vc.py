"""SD-JWT VCs: certificates of signing keys, and status lists as tokens.

Revision 0010, after 0009. The previous release does not know the tables and is not disturbed by
them: a token that it does not keep up to date is found outdated by its revision, and signed anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "key_certificates",
        sa.Column("key_id", UUID, nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["signing_keys.id"], name="fk_key_certificates_key_id"),
        sa.PrimaryKeyConstraint("key_id", name="pk_key_certificates"),
    )
    op.create_table(
        "status_list_tokens",
        sa.Column("list_id", UUID, nullable=False),
        sa.Column("published", sa.LargeBinary(), nullable=False),
        sa.Column("published_revision", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["status_lists.id"], name="fk_status_list_tokens_list_id"
        ),
        sa.PrimaryKeyConstraint("list_id", name="pk_status_list_tokens"),
    )


def downgrade() -> None:
    op.drop_table("status_list_tokens")
    op.drop_table("key_certificates")

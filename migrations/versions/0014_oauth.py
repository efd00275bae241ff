"""Permissions of programs to act for learners, and offers to wallets.

Revision 0014, after 0013. The previous release neither reads nor writes the new tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "oauth_clients",
        sa.Column("id", UUID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("registration", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_oauth_clients"),
    )
    op.create_table(
        "oauth_secrets",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("grant_id", UUID, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("secret_hash", name="pk_oauth_secrets"),
    )
    op.create_index("ix_oauth_secrets_grant_id", "oauth_secrets", ["grant_id"])
    op.create_index("ix_oauth_secrets_expires_at", "oauth_secrets", ["expires_at"])
    op.create_table(
        "wallet_offers",
        sa.Column("id", UUID, nullable=False),
        sa.Column("award_id", UUID, nullable=False),
        sa.Column("configuration_ids", sa.Text(), nullable=False),
        sa.Column("issuer", sa.String(40), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tx_code_hash", sa.LargeBinary()),
        sa.Column("tx_code_attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name="fk_wallet_offers_award_id"),
        sa.PrimaryKeyConstraint("id", name="pk_wallet_offers"),
        sa.UniqueConstraint("secret_hash", name="uq_wallet_offers_secret_hash"),
    )
    op.create_index("ix_wallet_offers_award_id", "wallet_offers", ["award_id"])
    op.create_index("ix_wallet_offers_expires_at", "wallet_offers", ["expires_at"])

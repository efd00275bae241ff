"""Offers to wallets can be withdrawn.

Revision 0021, after 0020. The previous release goes on giving codes for a withdrawn offer until it
ends: withdraw when all processes run this release.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("wallet_offers", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("wallet_offers", "withdrawn_at")

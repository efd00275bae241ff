"""Exchanges: addresses at which wallets are handed credentials, good for some minutes.

Revision 0017, after 0016. The previous release does not know the table and is not disturbed by it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "exchanges",
        sa.Column("id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("holder_lookup", sa.LargeBinary()),
        sa.Column("finished_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_exchanges_credential_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_exchanges"),
        sa.UniqueConstraint("secret_hash", name="uq_exchanges_secret_hash"),
    )
    op.create_index("ix_exchanges_credential_id", "exchanges", ["credential_id"])
    op.create_index("ix_exchanges_expires_at", "exchanges", ["expires_at"])


def downgrade() -> None:
    op.drop_table("exchanges")

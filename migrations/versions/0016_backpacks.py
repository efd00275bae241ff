"""Learners' other backpacks, to which their credentials are sent.

Revision 0016, after 0015. The previous release neither reads nor writes these tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "backpack_hosts",
        sa.Column("id", UUID, nullable=False),
        sa.Column("address", sa.String(2048), nullable=False),
        sa.Column("endpoints", sa.Text(), nullable=False),
        sa.Column("client_id", sa.String(500), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("registered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_backpack_hosts"),
        sa.UniqueConstraint("address", name="uq_backpack_hosts_address"),
    )
    op.create_table(
        "backpack_connections",
        sa.Column("account_id", UUID, nullable=False),
        sa.Column("host_id", UUID, nullable=False),
        sa.Column("tokens_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("connected_at", MOMENT, nullable=False),
        _key("backpack_connections", "account_id", "accounts"),
        _key("backpack_connections", "host_id", "backpack_hosts"),
        sa.PrimaryKeyConstraint("account_id", "host_id", name="pk_backpack_connections"),
    )
    op.create_table(
        "backpack_errands",
        sa.Column("id", UUID, nullable=False),
        sa.Column("account_id", UUID, nullable=False),
        sa.Column("host_id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("state_hash", sa.LargeBinary(), nullable=False),
        sa.Column("verifier_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(32)),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        _key("backpack_errands", "account_id", "accounts"),
        _key("backpack_errands", "host_id", "backpack_hosts"),
        _key("backpack_errands", "credential_id", "credentials"),
        sa.PrimaryKeyConstraint("id", name="pk_backpack_errands"),
        sa.UniqueConstraint("state_hash", name="uq_backpack_errands_state_hash"),
    )
    op.create_index(
        "ix_backpack_errands_account_id_begun_at", "backpack_errands", ["account_id", "begun_at"]
    )


def downgrade() -> None:
    for table in ("backpack_errands", "backpack_connections", "backpack_hosts"):
        op.drop_table(table)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")

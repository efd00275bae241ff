"""Badges of other issuers in learners' accounts, and the profile that a program writes there.

Revision 0012, after 0011. The previous release writes accounts without a profile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("accounts", sa.Column("profile_sealed", sa.LargeBinary()))
    op.create_table(
        "imported_badges",
        sa.Column("id", UUID, nullable=False),
        sa.Column("account_id", UUID, nullable=False),
        sa.Column("equality", sa.LargeBinary(), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("report_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_imported_badges_account_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imported_badges"),
        sa.UniqueConstraint(
            "account_id", "equality", name="uq_imported_badges_account_id_equality"
        ),
    )
    op.create_index(
        "ix_imported_badges_account_id_issued_at", "imported_badges", ["account_id", "issued_at"]
    )


def downgrade() -> None:
    op.drop_table("imported_badges")
    op.drop_column("accounts", "profile_sealed")

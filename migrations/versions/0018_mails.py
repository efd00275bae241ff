"""Letters, what is known of addresses, changes of address, and who wants letters.

Revision 0018, after 0017. The previous release neither reads nor writes the new tables; awards and
batches that it enters say nothing about letters, which means: as the school does it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)
STATES = "('waiting', 'sent', 'bounced', 'complained', 'given-up', 'withheld')"


def upgrade() -> None:
    _make_mails()
    _make_addresses()
    op.create_table(
        "organisation_mail",
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_organisation_mail_organisation_id"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_organisation_mail"),
    )
    op.add_column("awards", sa.Column("notify", sa.Boolean()))
    op.add_column("batches", sa.Column("notify", sa.Boolean()))


def _make_mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(24)),
        sa.Column("reply", sa.String(16)),
        sa.Column("organisation_id", UUID),
        sa.Column("learner_id", UUID),
        sa.Column("credential_id", UUID),
        sa.Column("to_sealed", sa.LargeBinary()),
        sa.Column("details_sealed", sa.LargeBinary()),
        sa.Column("language", sa.String(16)),
        sa.Column("once", sa.String(100)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("available_at", MOMENT, nullable=False),
        sa.Column("useful_until", MOMENT, nullable=False),
        sa.Column("attempted_at", MOMENT),
        sa.Column("sent_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        sa.CheckConstraint(f"state IN {STATES}", name="ck_mails_state"),
        *(
            sa.ForeignKeyConstraint(
                [f"{table[:-1]}_id"], [f"{table}.id"], name=f"fk_mails_{table[:-1]}_id"
            )
            for table in ("organisations", "learners", "credentials")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        sa.UniqueConstraint("once", name="uq_mails_once"),
    )
    _partial_index("ix_mails_due", ["useful_until", "available_at"], where="state = 'waiting'")
    _partial_index("ix_mails_attempted", ["attempted_at"], where="attempted_at IS NOT NULL")
    op.create_index(
        "ix_mails_organisation_id_created_at", "mails", ["organisation_id", "created_at"]
    )
    op.create_index("ix_mails_address_hash", "mails", ["address_hash"])
    op.create_index("ix_mails_credential_id", "mails", ["credential_id"])
    op.create_index("ix_mails_learner_id", "mails", ["learner_id"])


def _make_addresses() -> None:
    op.create_table(
        "mail_addresses",
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("bounced_at", MOMENT),
        sa.Column("complained_at", MOMENT),
        sa.Column("stopped_at", MOMENT),
        sa.Column("soft_bounces", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name="pk_mail_addresses"),
    )
    op.create_table(
        "address_changes",
        sa.Column("id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("asked_by", sa.String(8), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("new_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("old_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("proved_at", MOMENT),
        sa.Column("agreed_at", MOMENT),
        sa.Column("refused_at", MOMENT),
        sa.Column("done_at", MOMENT),
        sa.CheckConstraint("asked_by IN ('learner', 'school')", name="ck_address_changes_asked_by"),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learners.id"], name="fk_address_changes_learner_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_address_changes"),
        sa.UniqueConstraint("new_token_hash", name="uq_address_changes_new_token_hash"),
        sa.UniqueConstraint("old_token_hash", name="uq_address_changes_old_token_hash"),
    )
    op.create_index("ix_address_changes_learner_id", "address_changes", ["learner_id"])


def _partial_index(name: str, columns: list[str], *, where: str) -> None:
    condition = sa.text(where)
    op.create_index(name, "mails", columns, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    op.drop_column("batches", "notify")
    op.drop_column("awards", "notify")
    for table in ("address_changes", "mail_addresses", "organisation_mail", "mails"):
        op.drop_table(table)

"""Seals, and the European twins of badges.

Revision 0003, after 0002. The previous release neither reads nor writes the new tables, and writes
the issuance log as before: its rows name a signing key, and the seal stays empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "seals",
        sa.Column("id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("key_uri", sa.String(2048), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary()),
        sa.Column("level", sa.String(3), nullable=False),
        sa.Column("time_form", sa.String(4), nullable=False),
        sa.Column("timestamp_url", sa.String(2048)),
        sa.Column("mandate", sa.Text()),
        sa.Column("active_from", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT),
        sa.CheckConstraint("level IN ('B', 'T', 'LT', 'LTA')", name="ck_seals_level"),
        sa.CheckConstraint("time_form IN ('iat', 'sigT')", name="ck_seals_time_form"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_seals_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_seals"),
    )
    op.create_index("ix_seals_profile_id", "seals", ["profile_id"])
    op.create_table(
        "sealed_documents",
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("seal_id", UUID, nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("sealed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_sealed_documents_credential_id"
        ),
        sa.ForeignKeyConstraint(["seal_id"], ["seals.id"], name="fk_sealed_documents_seal_id"),
        sa.PrimaryKeyConstraint("credential_id", name="pk_sealed_documents"),
    )
    op.create_table(
        "demo_authorities",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.Column("authorities_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_demo_authorities"),
    )
    _let_a_seal_stand_in_the_log()


def _let_a_seal_stand_in_the_log() -> None:
    with op.batch_alter_table("issuance_log", table_kwargs={"sqlite_autoincrement": True}) as log:
        log.alter_column("key_id", existing_type=UUID, nullable=True)
        log.add_column(sa.Column("seal_id", UUID))
        log.create_foreign_key("fk_issuance_log_seal_id", "seals", ["seal_id"], ["id"])
        log.create_check_constraint(
            "ck_issuance_log_signed_by_one", "(key_id IS NULL) <> (seal_id IS NULL)"
        )
    if op.get_bind().dialect.name == "sqlite":
        # SQLite makes the table anew, and what guarded the old one went with it.
        for event in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER issuance_log_no_{event} BEFORE {event.upper()} ON issuance_log "
                "BEGIN SELECT RAISE(ABORT, 'issuance_log only grows: what is written stays'); END"
            )

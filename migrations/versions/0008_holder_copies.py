"""Copies of credentials for wallets, and their place in the issuance log.

Revision 0008, after 0007. The previous release neither reads nor writes the new table. It writes
the issuance log as before: what it signs is nobody's copy, and the new column is empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "holder_copies",
        sa.Column("id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("holder_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("holder_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("intended_at", MOMENT, nullable=False),
        sa.Column("body_sealed", sa.LargeBinary()),
        sa.Column("digest", sa.String(64)),
        sa.Column("key_id", UUID),
        sa.Column("signed_at", MOMENT),
        sa.Column("notification_event", sa.String(32)),
        sa.Column("notified_at", MOMENT),
        sa.CheckConstraint(
            "format IN ('ldp_vc', 'jwt_vc_json', 'dc+sd-jwt')", name="ck_holder_copies_format"
        ),
        sa.CheckConstraint(
            "channel IN ('oid4vci', 'lcw', 'vc-api')", name="ck_holder_copies_channel"
        ),
        sa.CheckConstraint(
            "notification_event IN "
            "('credential_accepted', 'credential_failure', 'credential_deleted')",
            name="ck_holder_copies_notification_event",
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_holder_copies_credential_id"
        ),
        sa.ForeignKeyConstraint(["key_id"], ["signing_keys.id"], name="fk_holder_copies_key_id"),
        sa.PrimaryKeyConstraint("id", name="pk_holder_copies"),
        sa.UniqueConstraint(
            "credential_id",
            "format",
            "holder_lookup",
            name="uq_holder_copies_credential_id_format_holder_lookup",
        ),
    )
    op.add_column(
        "issuance_log", sa.Column("holder_copy_id", UUID, nullable=False, server_default="")
    )
    op.drop_index("ix_issuance_log_credential_id_format", "issuance_log")
    op.create_index(
        "ix_issuance_log_credential_id_format_holder_copy_id",
        "issuance_log",
        ["credential_id", "format", "holder_copy_id"],
        unique=True,
    )

"""What a learner does on their own page, codes on paper, and guardians.

Revision 0011, after 0010. The previous release neither reads nor writes the new tables.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)

NEW = ("claim_codes", "share_links", "correction_requests", "claim_rules")
GUARDIANS = ("guardianships", "guardians")


def upgrade() -> None:
    _claim_codes()
    _share_links()
    _correction_requests()
    _claim_rules()
    _guardians()
    _guardianships()


def downgrade() -> None:
    for table in (*NEW, *GUARDIANS):
        op.drop_table(table)


def _to(table: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def _claim_codes() -> None:
    op.create_table(
        "claim_codes",
        sa.Column("claim_id", UUID, nullable=False),
        sa.Column("code_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _to("claim_codes", "claims", "claim_id"),
        sa.PrimaryKeyConstraint("claim_id", name="pk_claim_codes"),
        sa.UniqueConstraint("code_lookup", name="uq_claim_codes_code_lookup"),
    )


def _share_links() -> None:
    op.create_table(
        "share_links",
        sa.Column("id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("label_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("ended_at", MOMENT),
        _to("share_links", "credentials", "credential_id"),
        sa.PrimaryKeyConstraint("id", name="pk_share_links"),
        sa.UniqueConstraint("token_hash", name="uq_share_links_token_hash"),
    )
    op.create_index("ix_share_links_credential_id", "share_links", ["credential_id"])


def _correction_requests() -> None:
    op.create_table(
        "correction_requests",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("wrong_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("answer_sealed", sa.LargeBinary()),
        sa.Column("answered_at", MOMENT),
        sa.Column("answered_by", UUID),
        _to("correction_requests", "organisations", "organisation_id"),
        _to("correction_requests", "learners", "learner_id"),
        _to("correction_requests", "credentials", "credential_id"),
        sa.PrimaryKeyConstraint("id", name="pk_correction_requests"),
    )
    for columns in (["organisation_id", "created_at"], ["learner_id"], ["credential_id"]):
        name = f"ix_correction_requests_{'_'.join(columns)}"
        op.create_index(name, "correction_requests", columns)


def _claim_rules() -> None:
    op.create_table(
        "claim_rules",
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("guardian_age", sa.Integer(), nullable=False),
        sa.Column("link_days", sa.Integer()),
        sa.Column("changed_at", MOMENT, nullable=False),
        _to("claim_rules", "organisations", "organisation_id"),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_claim_rules"),
    )


def _guardians() -> None:
    op.create_table(
        "guardians",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("email_lookup", sa.LargeBinary(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _to("guardians", "organisations", "organisation_id"),
        sa.PrimaryKeyConstraint("id", name="pk_guardians"),
        sa.UniqueConstraint("token_hash", name="uq_guardians_token_hash"),
        sa.UniqueConstraint(
            "organisation_id", "email_lookup", name="uq_guardians_organisation_id_email_lookup"
        ),
    )


def _guardianships() -> None:
    op.create_table(
        "guardianships",
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("guardian_id", UUID, nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.Column("agrees", sa.Boolean()),
        sa.Column("decided_at", MOMENT),
        _to("guardianships", "learners", "learner_id"),
        _to("guardianships", "guardians", "guardian_id"),
        sa.PrimaryKeyConstraint("learner_id", name="pk_guardianships"),
    )
    op.create_index("ix_guardianships_guardian_id", "guardianships", ["guardian_id"])

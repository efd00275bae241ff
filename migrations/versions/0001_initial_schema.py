"""Initial schema.

Revision 0001, the first. Types are spelled out here: a migration must not change when
`app.db.tables` does.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UUID = sa.String(36)
MOMENT = sa.DateTime(timezone=True)
SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

APPEND_ONLY = ("audit_records", "issuance_log", "programme_decisions", "status_changes")


def upgrade() -> None:
    _organisations()
    _programmes()
    _programme_history()
    _learners()
    _credentials()
    _status_lists()
    _records()
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite()
    else:
        _guard_on_postgresql()


def ordered_by_bytes(length: int) -> sa.types.TypeEngine[str]:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def where_set(flag: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(f"{flag} = 1"), "postgresql_where": sa.text(flag)}


def _organisations() -> None:
    """Create tenants, profiles, signers and callers' keys."""
    op.create_table(
        "organisations",
        sa.Column("id", UUID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("review_body_id", UUID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('school', 'university', 'company', 'review-body', 'operator')",
            name="ck_organisations_kind",
        ),
        sa.ForeignKeyConstraint(
            ["review_body_id"], ["organisations.id"], name="fk_organisations_review_body_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )
    op.create_table(
        "profiles",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.Column("did", sa.String(512), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.String(2048), nullable=False),
        sa.Column("email", sa.String(320)),
        sa.Column("country", sa.String(3), nullable=False),
        sa.Column("locality", sa.String(200)),
        sa.Column("legal_identifier", sa.String(200)),
        sa.Column("image", sa.Text()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_profiles_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_profiles"),
        sa.UniqueConstraint("did", name="uq_profiles_did"),
        sa.UniqueConstraint("slug", name="uq_profiles_slug"),
    )
    op.create_index("ix_profiles_organisation_id", "profiles", ["organisation_id"])
    op.create_table(
        "signing_keys",
        sa.Column("id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("fragment", sa.String(100), nullable=False),
        sa.Column("algorithm", sa.String(16), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("key_uri", sa.String(2048), nullable=False),
        sa.Column("private_sealed", sa.LargeBinary()),
        sa.Column("active_from", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT),
        sa.Column("compromised_at", MOMENT),
        sa.CheckConstraint("algorithm IN ('Ed25519', 'P-256')", name="ck_signing_keys_algorithm"),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_signing_keys_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_signing_keys"),
        sa.UniqueConstraint("profile_id", "fragment", name="uq_signing_keys_profile_id_fragment"),
    )
    op.create_table(
        "api_keys",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("created_by", UUID),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        sa.Column("last_used_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_api_keys_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("secret_hash", name="uq_api_keys_secret_hash"),
    )
    op.create_index("ix_api_keys_organisation_id", "api_keys", ["organisation_id"])


def _programmes() -> None:
    """Create programmes and their versions."""
    op.create_table(
        "programmes",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_programmes_organisation_id"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_programmes_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_programmes"),
    )
    op.create_index("ix_programmes_organisation_id", "programmes", ["organisation_id"])
    op.create_table(
        "programme_versions",
        sa.Column("id", UUID, nullable=False),
        sa.Column("programme_id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("review_body_id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("author_ids", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("approved_at", MOMENT),
        sa.Column("retired_at", MOMENT),
        sa.Column("sok_level", sa.Integer()),
        sa.Column("eqf_level", sa.Integer()),
        sa.Column("isced_f", ordered_by_bytes(8)),
        sa.Column("pilot", sa.Boolean(), nullable=False),
        sa.Column("in_register", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'in-review', 'approved', 'returned', 'rejected', "
            "'retired')",
            name="ck_programme_versions_state",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_programme_versions_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["profile_id"], ["profiles.id"], name="fk_programme_versions_profile_id"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name="fk_programme_versions_programme_id"
        ),
        sa.ForeignKeyConstraint(
            ["review_body_id"], ["organisations.id"], name="fk_programme_versions_review_body_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programme_versions"),
        sa.UniqueConstraint(
            "programme_id", "number", name="uq_programme_versions_programme_id_number"
        ),
    )
    op.create_index(
        "ix_programme_versions_organisation_id_changed_at",
        "programme_versions",
        ["organisation_id", "changed_at"],
    )
    op.create_index(
        "ix_programme_versions_review_body_id_state",
        "programme_versions",
        ["review_body_id", "state"],
    )
    op.create_index(
        "ix_register_eqf",
        "programme_versions",
        ["eqf_level", "approved_at"],
        **where_set("in_register"),
    )
    op.create_index(
        "ix_register_field", "programme_versions", ["isced_f"], **where_set("in_register")
    )
    op.create_index(
        "ix_register_newest",
        "programme_versions",
        ["approved_at", "id"],
        **where_set("in_register"),
    )
    op.create_index(
        "ix_register_pilots",
        "programme_versions",
        ["pilot", "approved_at"],
        **where_set("in_register"),
    )
    op.create_index(
        "ix_register_provider",
        "programme_versions",
        ["profile_id", "approved_at"],
        **where_set("in_register"),
    )
    op.create_index(
        "ix_register_sok",
        "programme_versions",
        ["sok_level", "approved_at"],
        **where_set("in_register"),
    )
    op.create_index(
        "uq_programme_versions_in_register",
        "programme_versions",
        ["programme_id"],
        unique=True,
        **where_set("in_register"),
    )
    op.create_index(
        "uq_programme_versions_open",
        "programme_versions",
        ["programme_id"],
        unique=True,
        **only("state IN ('draft', 'submitted', 'in-review', 'returned')"),
    )


def _programme_history() -> None:
    """Create what is kept of programmes for ever, and the register's words."""
    op.create_table(
        "programme_decisions",
        sa.Column("id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("actor_id", UUID, nullable=False),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("decision_number", sa.String(200)),
        sa.Column("reason", sa.Text()),
        sa.CheckConstraint(
            "step IN ('submit', 'take-into-review', 'approve', 'return', 'reject', 'retire')",
            name="ck_programme_decisions_step",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_programme_decisions_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["programme_versions.id"], name="fk_programme_decisions_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_programme_decisions"),
        sa.UniqueConstraint(
            "version_id", "position", name="uq_programme_decisions_version_id_position"
        ),
    )
    op.create_table(
        "register_words",
        sa.Column("word", ordered_by_bytes(60), nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.PrimaryKeyConstraint("word", "version_id", name="pk_register_words"),
    )
    op.create_index("ix_register_words_version_id_word", "register_words", ["version_id", "word"])


def _learners() -> None:
    """Create learners and awards."""
    op.create_table(
        "learners",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("data_key_sealed", sa.LargeBinary()),
        sa.Column("personal_sealed", sa.LargeBinary()),
        sa.Column("email_lookup", sa.LargeBinary()),
        sa.Column("identifier_lookup", sa.LargeBinary()),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("erased_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_learners_organisation_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_learners"),
    )
    op.create_index(
        "ix_learners_organisation_id_created_at", "learners", ["organisation_id", "created_at"]
    )
    op.create_index(
        "ix_learners_organisation_id_email_lookup", "learners", ["organisation_id", "email_lookup"]
    )
    op.create_index(
        "uq_learners_email",
        "learners",
        ["organisation_id", "email_lookup"],
        unique=True,
        **only("identifier_lookup IS NULL AND email_lookup IS NOT NULL"),
    )
    op.create_index(
        "uq_learners_identifier",
        "learners",
        ["organisation_id", "identifier_lookup"],
        unique=True,
        **only("identifier_lookup IS NOT NULL"),
    )
    op.create_table(
        "awards",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("result_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("proposed_by", UUID, nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("decided_by", UUID),
        sa.Column("decided_at", MOMENT),
        sa.Column("supersedes", UUID),
        sa.Column("superseded_by", UUID),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'declined', 'issued')", name="ck_awards_state"
        ),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_awards_learner_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_awards_organisation_id"
        ),
        sa.ForeignKeyConstraint(
            ["superseded_by"],
            ["awards.id"],
            name="fk_awards_superseded_by",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["supersedes"],
            ["awards.id"],
            name="fk_awards_supersedes",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["programme_versions.id"], name="fk_awards_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_awards"),
    )
    op.create_index("ix_awards_learner_id", "awards", ["learner_id"])
    op.create_index(
        "ix_awards_organisation_id_proposed_at", "awards", ["organisation_id", "proposed_at"]
    )
    op.create_index(
        "uq_awards_once",
        "awards",
        ["version_id", "learner_id"],
        unique=True,
        **only("superseded_by IS NULL AND state <> 'declined'"),
    )


def _credentials() -> None:
    """Create credentials, their documents and their history."""
    op.create_table(
        "credentials",
        sa.Column("id", UUID, nullable=False),
        sa.Column("organisation_id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("award_id", UUID, nullable=False),
        sa.Column("version_id", UUID, nullable=False),
        sa.Column("learner_id", UUID, nullable=False),
        sa.Column("data_model", sa.String(20), server_default="open-badge", nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("status_reason_sealed", sa.LargeBinary()),
        sa.Column("status_changed_at", MOMENT),
        sa.Column("page_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("page_token_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("prepared_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("intended_at", MOMENT, nullable=False),
        sa.Column("issued_at", MOMENT),
        sa.Column("superseded_by", UUID),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'revoked')", name="ck_credentials_status"
        ),
        sa.ForeignKeyConstraint(["award_id"], ["awards.id"], name="fk_credentials_award_id"),
        sa.ForeignKeyConstraint(["learner_id"], ["learners.id"], name="fk_credentials_learner_id"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name="fk_credentials_organisation_id"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_credentials_profile_id"),
        sa.ForeignKeyConstraint(
            ["superseded_by"], ["credentials.id"], name="fk_credentials_superseded_by"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["programme_versions.id"], name="fk_credentials_version_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_credentials"),
        sa.UniqueConstraint("award_id", "data_model", name="uq_credentials_award_id_data_model"),
        sa.UniqueConstraint("page_token_hash", name="uq_credentials_page_token_hash"),
    )
    op.create_index("ix_credentials_learner_id", "credentials", ["learner_id"])
    op.create_index(
        "ix_credentials_organisation_id_issued_at", "credentials", ["organisation_id", "issued_at"]
    )
    op.create_index(
        "ix_credentials_unfinished", "credentials", ["intended_at"], **only("issued_at IS NULL")
    )
    op.create_index("ix_credentials_version_id", "credentials", ["version_id"])
    op.create_table(
        "credential_documents",
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("key_id", UUID, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_credential_documents_credential_id"
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["signing_keys.id"], name="fk_credential_documents_key_id"
        ),
        sa.PrimaryKeyConstraint("credential_id", "format", name="pk_credential_documents"),
    )
    op.create_table(
        "status_changes",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", UUID, nullable=False),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("from_status", sa.String(16), nullable=False),
        sa.Column("to_status", sa.String(16), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name="fk_status_changes_credential_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_status_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_status_changes_credential_id", "status_changes", ["credential_id"])


def _status_lists() -> None:
    """Create status lists and their entries."""
    op.create_table(
        "status_lists",
        sa.Column("id", UUID, nullable=False),
        sa.Column("profile_id", UUID, nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("url", sa.String(512), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("published", sa.LargeBinary()),
        sa.Column("published_revision", sa.Integer()),
        sa.Column("published_at", MOMENT),
        sa.Column("published_until", MOMENT),
        sa.CheckConstraint(
            "purpose IN ('revocation', 'suspension')", name="ck_status_lists_purpose"
        ),
        sa.ForeignKeyConstraint(["profile_id"], ["profiles.id"], name="fk_status_lists_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_status_lists"),
    )
    op.create_index("ix_status_lists_profile_id", "status_lists", ["profile_id"])
    op.create_index(
        "uq_status_lists_open",
        "status_lists",
        ["profile_id", "purpose"],
        unique=True,
        **only("closed_at IS NULL"),
    )
    op.create_table(
        "status_list_entries",
        sa.Column("list_id", UUID, nullable=False),
        sa.Column("idx", sa.Integer(), nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("value", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["credential_id"],
            ["credentials.id"],
            name="fk_status_list_entries_credential_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["status_lists.id"], name="fk_status_list_entries_list_id"
        ),
        sa.PrimaryKeyConstraint("list_id", "idx", name="pk_status_list_entries"),
        sa.UniqueConstraint(
            "credential_id", "list_id", name="uq_status_list_entries_credential_id_list_id"
        ),
    )
    op.create_index(
        "ix_status_list_entries_set",
        "status_list_entries",
        ["list_id", "idx"],
        **where_set("value"),
    )


def _records() -> None:
    """Create what the service writes down about itself."""
    op.create_table(
        "audit_records",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("organisation_id", UUID),
        sa.Column("actor_id", UUID, nullable=False),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("action", sa.String(60), nullable=False),
        sa.Column("subject_kind", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_records"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_audit_records_organisation_id_id", "audit_records", ["organisation_id", "id"]
    )
    op.create_index("ix_audit_records_subject_id", "audit_records", ["subject_id"])
    op.create_table(
        "issuance_log",
        sa.Column("position", SERIAL, nullable=False),
        sa.Column("credential_id", UUID, nullable=False),
        sa.Column("format", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("key_id", UUID, nullable=False),
        sa.Column("signed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["signing_keys.id"], name="fk_issuance_log_key_id"),
        sa.PrimaryKeyConstraint("position", name="pk_issuance_log"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_issuance_log_credential_id_format",
        "issuance_log",
        ["credential_id", "format"],
        unique=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("subject_id", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("available_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_due", "outbox", ["available_at", "id"], **only("done_at IS NULL"))
    op.create_table(
        "idempotency_keys",
        sa.Column("api_key_id", UUID, nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("resource_kind", sa.String(40), nullable=False),
        sa.Column("resource_id", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["api_key_id"], ["api_keys.id"], name="fk_idempotency_keys_api_key_id"
        ),
        sa.PrimaryKeyConstraint("api_key_id", "key", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])
    op.create_table(
        "master_key_check",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("check_value", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_master_key_check"),
    )


def _guard_on_postgresql() -> None:
    """Let append-only tables grow and nothing else, and keep approved versions as they are."""
    op.execute("""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% only grows: what is written stays', TG_TABLE_NAME
                USING ERRCODE = 'restrict_violation';
        END $$
    """)
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute("""
        CREATE FUNCTION keep_approved_version() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'an approved programme version does not change'
                USING ERRCODE = 'restrict_violation';
        END $$
    """)
    op.execute("""
        CREATE TRIGGER programme_versions_stay
        BEFORE UPDATE OF content, content_digest, number, programme_id ON programme_versions
        FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL AND (
            NEW.content IS DISTINCT FROM OLD.content
            OR NEW.content_digest IS DISTINCT FROM OLD.content_digest
            OR NEW.number IS DISTINCT FROM OLD.number
            OR NEW.programme_id IS DISTINCT FROM OLD.programme_id
        )) EXECUTE FUNCTION keep_approved_version()
    """)
    op.execute("""
        CREATE TRIGGER programme_versions_not_deleted BEFORE DELETE ON programme_versions
        FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION keep_approved_version()
    """)


def _guard_on_sqlite() -> None:
    """Guard the same in SQLite's words."""
    for table in APPEND_ONLY:
        for event in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows: what is written stays'); END"
            )
    op.execute("""
        CREATE TRIGGER programme_versions_stay
        BEFORE UPDATE OF content, content_digest, number, programme_id ON programme_versions
        WHEN OLD.approved_at IS NOT NULL AND (
            NEW.content IS NOT OLD.content
            OR NEW.content_digest IS NOT OLD.content_digest
            OR NEW.number IS NOT OLD.number
            OR NEW.programme_id IS NOT OLD.programme_id
        )
        BEGIN SELECT RAISE(ABORT, 'an approved programme version does not change'); END
    """)
    op.execute("""
        CREATE TRIGGER programme_versions_not_deleted BEFORE DELETE ON programme_versions
        WHEN OLD.approved_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'an approved programme version does not change'); END
    """)

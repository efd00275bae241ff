"""What a learner has allowed is found by an index of accounts.

Revision 0023, after 0022. The previous release leaves the column null, and there the account is
read from `content`, as before; '' means that there is none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEX = "ix_oauth_secrets_account_id"
_IN_CONTENT = {
    "sqlite": "json_extract(content, '$.account_id')",
    "postgresql": "content::json ->> 'account_id'",
}


def upgrade() -> None:
    op.add_column("oauth_secrets", sa.Column("account_id", sa.String(36)))
    written = _IN_CONTENT[op.get_bind().dialect.name]
    op.execute(f"UPDATE oauth_secrets SET account_id = coalesce({written}, '')")  # noqa: S608
    op.create_index(INDEX, "oauth_secrets", ["account_id"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="oauth_secrets")
    op.drop_column("oauth_secrets", "account_id")

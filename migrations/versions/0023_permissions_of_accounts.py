"""What a learner has allowed is found by an index of accounts.

Revision 0023, after 0022. Of what stands there already, and of what the previous release goes on to
write, the column is null: there the account is read from `content`, as before, for the month that
the longest of these rows lives. Filling them here would hold up every token meanwhile. '' means
that there is no account.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEX = "ix_oauth_secrets_account_id"


def upgrade() -> None:
    op.add_column("oauth_secrets", sa.Column("account_id", sa.String(36)))
    op.create_index(INDEX, "oauth_secrets", ["account_id"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="oauth_secrets")
    op.drop_column("oauth_secrets", "account_id")

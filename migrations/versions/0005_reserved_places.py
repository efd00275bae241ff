"""Places in status lists that are reserved before the credential is written down.

Revision 0005, after 0004. A chunk of a batch reserves its places in one transaction and enters the
credentials in a later one, so the place can no longer refer to a row of `credentials`. The previous
release writes both in one transaction and is not disturbed.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TO_CREDENTIAL = "fk_status_list_entries_credential_id"


def upgrade() -> None:
    with op.batch_alter_table("status_list_entries") as entries:
        entries.drop_constraint(TO_CREDENTIAL, type_="foreignkey")

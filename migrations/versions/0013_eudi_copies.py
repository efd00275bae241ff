"""Copies of credentials in one format more: SD-JWT VC of the European type.

Revision 0013, after 0012. The previous release writes only the formats it knows, which all stay.
"""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NAME = "ck_holder_copies_format"
BEFORE = "format IN ('ldp_vc', 'jwt_vc_json', 'dc+sd-jwt')"
AFTER = "format IN ('ldp_vc', 'jwt_vc_json', 'dc+sd-jwt', 'dc+sd-jwt eudi')"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM holder_copies WHERE format = 'dc+sd-jwt eudi'")
    _allow(BEFORE)


def _allow(condition: str) -> None:
    with op.batch_alter_table("holder_copies") as copies:
        copies.drop_constraint(NAME, type_="check")
        copies.create_check_constraint(NAME, condition)

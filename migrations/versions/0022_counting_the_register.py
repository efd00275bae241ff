"""The register is counted by an index: on SQLite its rows were read one by one.

Revision 0022, after 0021. The previous release finds the same pages by the same index.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_INDEX = "ix_register_newest"
_BY_TIME = ["approved_at", "id"]


def upgrade() -> None:
    _index(*_BY_TIME, "state", "in_register")


def downgrade() -> None:
    _index(*_BY_TIME)


def _index(*columns: str) -> None:
    op.drop_index(_INDEX, table_name="programme_versions")
    op.create_index(
        _INDEX,
        "programme_versions",
        [*columns],
        sqlite_where=sa.text("in_register = 1"),
        postgresql_where=sa.text("in_register"),
    )

"""Rows of a chunk are found by their numbers: the index of chunks is one write less for each row.

Revision 0020, after 0019. The previous release finds the same rows by another index, more slowly.
"""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEX = "ix_batch_rows_batch_id_chunk"


def upgrade() -> None:
    op.drop_index(INDEX, table_name="batch_rows")


def downgrade() -> None:
    op.create_index(INDEX, "batch_rows", ["batch_id", "chunk"])

"""Procrastinate's tables, in which jobs wait on PostgreSQL. SQLite needs none.

Revision 0006, after 0005. The previous release neither reads nor writes them.

The statements are procrastinate's own, of the release that is installed. How far they go is written
down beside them, as the name of the last of its upgrade files. When a later release of it brings
new files, a migration of ours applies those that come after that name: a test asks for it. Why so:
docs/adr/0026-jobs.md.
"""

from alembic import op
from procrastinate.schema import SchemaManager, migrations_path

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _run(SchemaManager.get_schema())
    applied = max(file.name for file in migrations_path.glob("*.sql"))
    _run(f"COMMENT ON TABLE procrastinate_jobs IS '{applied}'")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    _run(
        r"""
        DROP TABLE procrastinate_events, procrastinate_periodic_defers, procrastinate_jobs,
            procrastinate_workers CASCADE;
        DO $$
        DECLARE named text;
        BEGIN
            FOR named IN SELECT oid::regprocedure::text FROM pg_proc
                WHERE proname LIKE 'procrastinate\_%' LOOP
                EXECUTE 'DROP FUNCTION ' || named || ' CASCADE';
            END LOOP;
        END $$;
        DROP TYPE procrastinate_job_to_defer_v1, procrastinate_job_status,
            procrastinate_job_event_type CASCADE;
        """
    )


def _run(statements: str) -> None:
    # By the driver itself: several statements at once, in which a per cent sign is one.
    driver_connection = op.get_bind().connection.driver_connection
    if driver_connection is None:
        raise RuntimeError("The connection to the database is gone.")
    driver_connection.execute(statements)

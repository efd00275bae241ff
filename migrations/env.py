"""Run migrations: one runner at a time, short lock waits, every migration whole or not at all."""

from alembic import context
from sqlalchemy import Connection

from app.db.engine import make_engine
from app.db.tables import metadata
from app.settings import Settings

_OUR_LOCK = 0x446F6B617A696C6F  # "Dokazilo" in ASCII: names the advisory lock


def run() -> None:
    """Migrate the database named by the caller, or by the settings when called from a shell."""
    url = context.config.attributes.get("database_url")
    engine = make_engine(url or Settings.load().database_url.get_secret_value())
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                _run_on_sqlite(connection)
            else:
                _run_on_postgresql(connection)
    finally:
        engine.dispose()


def _run_on_postgresql(connection: Connection) -> None:
    # The lock is the session's, so it spans all migrations. A second runner waits for the first
    # here, and only here: inside a migration a busy table fails fast instead of stopping service.
    connection.exec_driver_sql("SET statement_timeout = '120s'")
    connection.exec_driver_sql(f"SELECT pg_advisory_lock({_OUR_LOCK})")
    connection.exec_driver_sql("SET lock_timeout = '4s'")
    connection.exec_driver_sql("SET statement_timeout = '5s'")
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_name=_is_ours,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Leave procrastinate's tables out of comparisons: they are not ours to describe."""
    return kind != "table" or name is None or not name.startswith("procrastinate_")


def _run_on_sqlite(connection: Connection) -> None:
    # A batch operation rebuilds its table, which foreign keys would hinder; this pragma has no
    # effect inside a transaction. One transaction for all: its write lock is the runners' queue.
    connection.connection.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"The migration leaves broken references in: {broken[0][0]}")


run()

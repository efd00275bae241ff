"""Is the service ready to work: database, schema, master key, each by asking."""

from __future__ import annotations

import hmac
from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from app.db.migrate import configuration
from app.db.tables import master_key_check
from app.services import Services

OK = "ok"


def readiness(services: Services) -> dict[str, str]:
    """Give each check's result: "ok", or a sentence that says what is wrong."""
    checks = dict.fromkeys(("database", "migrations", "master_key"), "not checked")
    try:
        with services.database.read() as connection:
            connection.execute(select(1))
            checks["database"] = OK
            checks["migrations"] = _migrations(services, connection)
            if checks["migrations"] == OK:
                checks["master_key"] = _master_key(services, connection)
    except SQLAlchemyError as error:
        checks["database"] = f"The database does not answer ({type(error).__name__})."
    return checks


def _migrations(services: Services, connection: Connection) -> str:
    present = MigrationContext.configure(connection).get_current_revision()
    if present == _newest(services.settings.database_url.get_secret_value()):
        return OK
    return "The database's schema is not this release's. Restart the service to migrate it."


@cache
def _newest(database_url: str) -> str | None:
    return ScriptDirectory.from_config(configuration(database_url)).get_current_head()


def _master_key(services: Services, connection: Connection) -> str:
    known = connection.scalar(select(master_key_check.c.check_value))
    if known is not None and hmac.compare_digest(known, services.vault.check_value):
        return OK
    return "The master key is not the one that this database was sealed with."

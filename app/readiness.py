"""Is the service ready to work: database, schema, master key, each by asking."""

from __future__ import annotations

import hmac
from functools import cache

from alembic.script import ScriptDirectory

from app.db.engine import Connection, DatabaseUnavailable
from app.db.migrate import configuration
from app.services import Services

OK = "ok"
NOT_CHECKED = "not checked"
"""What an earlier check stood in the way of."""


def readiness(services: Services) -> dict[str, str]:
    """Give each check's result: "ok", or a sentence that says what is wrong."""
    checks = dict.fromkeys(("database", "migrations", "master_key"), NOT_CHECKED)
    try:
        with services.database.read() as connection:
            connection.exec_driver_sql("SELECT 1")
            checks["database"] = OK
            checks["migrations"] = _migrations(services, connection)
            if checks["migrations"] == OK:
                checks["master_key"] = _master_key(services, connection)
    except DatabaseUnavailable as unavailable:
        checks["database"] = str(unavailable)
    return checks


def _migrations(services: Services, connection: Connection) -> str:
    present = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if present == _newest(services.settings.database_url.get_secret_value()):
        return OK
    return "The database's schema is not this release's. Restart the service to migrate it."


@cache
def _newest(database_url: str) -> str | None:
    return ScriptDirectory.from_config(configuration(database_url)).get_current_head()


def _master_key(services: Services, connection: Connection) -> str:
    known = connection.exec_driver_sql("SELECT check_value FROM master_key_check").scalar()
    if known is not None and hmac.compare_digest(bytes(known), services.vault.check_value):
        return OK
    return "The master key is not the one that this database was sealed with."

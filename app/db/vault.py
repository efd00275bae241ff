"""Open the vault at start: the right master key, or a sentence that says what is wrong."""

import hmac
from datetime import datetime

from sqlalchemy import Connection, select

from app.db.engine import Database
from app.db.inserting import insert_if_absent
from app.db.tables import master_key_check
from app.keys.master_key import (
    MasterKeyProblem,
    create_master_key,
    decode_master_key,
    read_master_key,
)
from app.keys.sealing import Vault, vault
from app.settings import Settings


def open_vault(database: Database, settings: Settings, now: datetime) -> Vault:
    """Find the master key and compare it with the database's check value.

    A key file is made only for a database that has never had one: a new key for sealed data would
    lock it for ever. Raises MasterKeyProblem.
    """
    with database.write() as connection:
        known = _check_value(connection)
        opened = vault(_master_key(settings, may_create=known is None))
        if known is None:
            row = {"id": 1, "check_value": opened.check_value, "created_at": now}
            insert_if_absent(connection, master_key_check, row)
            known = _check_value(connection)
    if known is None or not hmac.compare_digest(known, opened.check_value):
        raise MasterKeyProblem(
            f"The master key ({_source(settings)}) is not the one this database was sealed with. "
            "Bring back the right key; without it, learners' data and signing keys stay closed."
        )
    return opened


def _master_key(settings: Settings, *, may_create: bool) -> bytes:
    if settings.master_key is not None:
        return decode_master_key(settings.master_key.get_secret_value(), source="MASTER_KEY")
    key = read_master_key(settings.master_key_file)
    if key is None and may_create:
        key = create_master_key(settings.master_key_file)
    if key is None:
        raise MasterKeyProblem(
            f"The master key is missing: there is no file {settings.master_key_file}, and "
            "MASTER_KEY is not set. This database holds sealed data. Bring back the key file, or "
            "name it in MASTER_KEY_FILE."
        )
    return key


def _source(settings: Settings) -> str:
    return "MASTER_KEY" if settings.master_key is not None else f"file {settings.master_key_file}"


def _check_value(connection: Connection) -> bytes | None:
    return connection.scalar(select(master_key_check.c.check_value))

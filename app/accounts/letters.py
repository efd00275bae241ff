"""The letter with a log-in code."""

from __future__ import annotations

import logging

from app.db.engine import Connection
from app.db.login_codes import LoginCode
from app.services import Services

LOG = logging.getLogger("dokazilo.accounts")


def owe_code(connection: Connection, services: Services, code: LoginCode, *, language: str) -> None:
    """Owe an address its code, in the transaction that enters it."""
    del connection, services, code, language
    LOG.info("no mail server is set: would send a letter of kind login_code")

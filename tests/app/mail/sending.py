"""Services whose letters go to a test's mail server, and the time that passes for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.clock import RandomIds
from app.db import mails
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind, OwedLetter
from app.mail.sending import owe
from app.opening import open_services
from app.services import Services
from tests.app.db.school import SteppedClock
from tests.app.mail.mail_server import LocalMailServer
from tests.app.serving import settings_for


@contextmanager
def services_by(
    database_url: str,
    server: LocalMailServer,
    clock: SteppedClock | None = None,
    **settings: Any,  # noqa: ANN401 - whatever can be set
) -> Iterator[Services]:
    """Open services that send by this server."""
    services = open_services(
        settings_for(database_url, **sending_by(server, **settings)),
        clock=clock or SteppedClock(),
        ids=RandomIds(),
    )
    try:
        yield services
    finally:
        services.database.close()


def sending_by(server: LocalMailServer, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give the settings with which letters go to this server."""
    return {
        "smtp_host": "localhost",
        "smtp_port": server.port,
        "smtp_security": "none",
        "mail_from": "dokazila@dokazilo.example",
        "mail_per_minute": 100_000,
    } | changes


def owe_code(
    connection: Connection, services: Services, to: str, *, useful_until: datetime | None = None
) -> str:
    """Owe a letter that needs nothing else in the database."""
    letter = Letter(
        kind=LetterKind.LOGIN_CODE,
        to=to,
        language="sl",
        details={"code": "482913"},
        useful_until=useful_until,
    )
    mail_id = owe(connection, services, letter)
    assert mail_id is not None
    return mail_id


def letter_of(services: Services, mail_id: str) -> OwedLetter:
    """Read a letter back."""
    with services.database.read() as connection:
        found = mails.by_id(connection, mail_id)
    assert found is not None
    return found

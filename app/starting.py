"""Start the service: settings, schema, recovery, demonstration, then serve."""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from typing import TextIO

from alembic.util import CommandError

from app.clock import RandomIds, SystemClock
from app.db import profiles
from app.db.alone import alone
from app.db.engine import Database, UnreadableDatabaseUrl, make_engine
from app.db.migrate import upgrade
from app.demo.seeding import seed
from app.founding import found_operator, is_empty, replace_lost_admin_key
from app.http_server import WAITING_CONNECTIONS, allow_many_connections, http_server
from app.keys.master_key import MasterKeyProblem
from app.main import create_app
from app.opening import open_services
from app.profile_making import did_web
from app.recovery import finish_intents
from app.rights.restoring import keep_erased
from app.sandbox.starting import REFUSAL, is_refused
from app.services import Services
from app.settings import BadSettings, Settings
from app.trust_file import trust_sources

LOG = logging.getLogger("dokazilo")

_CANNOT_START = 2
_FOR_THE_OWNER_ALONE = 0o077
"""The database holds learners' data, sealed as they are."""


class CannotStart(Exception):
    """The sentence says why, and what to do."""


def main() -> int:
    """Start the service; give the exit status: 2 when it cannot start."""
    os.umask(_FOR_THE_OWNER_ALONE)
    try:
        settings = Settings.load()
        trust_sources(settings)  # a file that cannot be used is said now, not at the first check
        configure_logging(settings)
        listener = _bound(settings)
        _prepare(settings)
    except (BadSettings, CannotStart, MasterKeyProblem, UnreadableDatabaseUrl, OSError) as reason:
        _say(f"Dokazilo cannot start. {reason}", to=sys.stderr)
        return _CANNOT_START
    allow_many_connections()
    gc.freeze()  # what is loaded by now stays: no collection need look at it
    with listener:
        http_server(create_app(settings), settings).run(sockets=[listener])
    return 0


def _prepare(settings: Settings) -> None:
    """Bring schema and data up to date, and say where everything is."""
    migrate(settings)
    services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    try:
        if settings.sandbox_issuer and is_refused(services):
            raise CannotStart(REFUSAL)
        with alone(services.database):
            _begin(services)
    finally:
        services.database.close()


def _begin(services: Services) -> None:
    """Finish what a crash left, and found or find what the service begins with."""
    settings = services.settings
    keep_erased(services)
    finish_intents(services)
    _say(f"\n  Dokazilo   {settings.public_url}/")
    _say(f"  Register   {settings.public_url}/register")
    _say(f"  Verify     {settings.public_url}/verify")
    _say(f"  API        {settings.public_url}/docs")
    if settings.sandbox_issuer:
        _say(f"  Sandbox    {settings.public_url}/vc-api/sandbox  (signs whatever is sent)")
    if settings.demo:
        _tell_demo(services)
    else:
        _tell_admin_key(services)
    _tell_if_moved(services)
    _say("")


def _tell_demo(services: Services) -> None:
    path = seed(services)
    if path is not None:
        _say(f"  Keys and links of the demonstration are in {path}")
    else:
        _say("  The data here are no demonstration, so nothing was added. (DEMO=0 says so too.)")


def _tell_admin_key(services: Services) -> None:
    made = found_operator(services) if is_empty(services) else replace_lost_admin_key(services)
    if made is not None:
        _say(f"  Administrator's API key, shown this once: {made.secret}")


def _tell_if_moved(services: Services) -> None:
    """Say so when badges were issued under another address: their keys are looked for there."""
    public_url = services.settings.public_url
    with services.database.read() as connection:
        elsewhere = [
            profile.did
            for profile in profiles.public(connection)
            if profile.did != did_web(public_url, profile.slug)
        ]
    if elsewhere:
        _say(
            f"  NOTE: PUBLIC_URL is {public_url}, but {elsewhere[0]} issues under another address."
            "\n  Its credentials verify only where that address leads. Set PUBLIC_URL back."
        )


def migrate(settings: Settings) -> None:
    """Bring the database to the schema of this release. Raises CannotStart."""
    url = settings.database_url.get_secret_value()
    database = Database(make_engine(url))
    shown = database.engine.url.render_as_string(hide_password=True)
    try:
        if not database.is_ready():
            raise CannotStart(
                f"The database {shown} does not answer, or refuses us. Is DATABASE_URL right, "
                "the server up, or the file's folder one that we may write to?"
            )
        upgrade(url)
    except CommandError as error:
        raise CannotStart(
            f"The database {shown} has a schema that this release does not know ({error}). "
            "Use the release that last wrote it, or a newer one."
        ) from None
    finally:
        database.close()


def _bound(settings: Settings) -> socket.socket:
    """Take the port before anything else, so that two starts do not work on the same data."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        # Linux lets two bind; only one can listen. Who calls early waits until we serve.
        listener.listen(WAITING_CONNECTIONS)
    except OSError as error:
        listener.close()
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be had ({error.strerror}). "
            "Stop what uses it, or choose another: PORT=8001 make run"
        ) from None
    return listener


def configure_logging(settings: Settings) -> None:
    """Write what happens to standard error, as much of it as the settings say."""
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    # These write addresses, which may hold tokens, or nothing that concerns an operator.
    for chatty in ("httpx", "httpcore", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _say(text: str, *, to: TextIO | None = None) -> None:
    stream = to or sys.stdout
    stream.write(text + "\n")
    stream.flush()

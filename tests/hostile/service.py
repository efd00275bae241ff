"""The service under attack, as a program of its own: real workers, real guard, real HTTP.

Two things differ from production: the guard may also dial 127.0.0.1, where the hostile web is, and
has less patience, so that the suite need not wait as long as a person would; but so much that a
busy machine is not taken for a slow server.
`python -m tests.hostile.service DATABASE CERTIFICATE WEB_PORT` prints its port.
"""

import asyncio
import socket
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from fastapi import FastAPI

from app.fetching import FetchRules, GuardedFetcher, IpAddress, is_public
from app.http_server import PunctualConnection, http_server
from app.main import create_app
from app.own_records import ServiceRecords
from app.trust_file import trust_sources
from app.verification import open_verification
from tests.app.local_https import NOW, is_test_host
from tests.app.serving import settings_for
from tests.hostile.honest import ISSUER
from tests.hostile.web import HostileResolver


class HastyConnection(PunctualConnection):
    """Wait less long than in production for a request that does not come to its end."""

    request_seconds = 3.0


@dataclass(frozen=True, slots=True)
class StandingClock:
    """Tell the time for which the examples are signed."""

    def now(self) -> datetime:
        """Give that moment."""
        return NOW


def public_or_test_host(address: IpAddress) -> bool:
    """Let the hostile web be dialled beside what production dials."""
    return is_test_host(address) or is_public(address)


def hostile_fetcher(certificate: str, web_port: int) -> GuardedFetcher:
    """Make the guard as in production, but for the hostile web's address, port and certificate."""
    return GuardedFetcher(
        FetchRules(
            ports=frozenset({443, 8443, web_port}),
            connect_seconds=3.0,
            read_seconds=2.0,
            total_seconds=3.0,
        ),
        resolve=HostileResolver(),
        may_dial=public_or_test_host,
        tls=ssl.create_default_context(cafile=certificate),
    )


def service_under_attack(database: str, certificate: str, web_port: int) -> FastAPI:
    """Make the service; its verifier fetches from the hostile web."""
    trusted = {ISSUER: "Šola"}
    app = create_app(
        settings_for(f"sqlite:///{database}", trusted_issuers=trusted), clock=StandingClock()
    )
    as_in_production = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            as_in_production(app),
            open_verification(
                ServiceRecords(app.state.services),
                public_url=app.state.settings.public_url,
                trust=trust_sources(app.state.settings),
                fetcher=hostile_fetcher(certificate, web_port),
            ) as verification,
        ):
            app.state.verification = verification
            yield

    app.router.lifespan_context = lifespan
    return app


async def main(database: str, certificate: str, web_port: str) -> None:
    """Serve until the process is told to end."""
    app = service_under_attack(database, certificate, int(web_port))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = http_server(app, app.state.settings, connection=HastyConnection)
        print(listener.getsockname()[1], flush=True)  # noqa: T201  # who started us reads it
        await server.serve(sockets=[listener])


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))

"""`python -m app.work`: issue batches beside the services that share a PostgreSQL; no HTTP."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys

from app.background import background_work
from app.clock import RandomIds, SystemClock
from app.db.engine import UnreadableDatabaseUrl
from app.jobs.working import jobs_done
from app.keys.master_key import MasterKeyProblem
from app.opening import open_services
from app.services import Services
from app.settings import BadSettings, Settings
from app.starting import CannotStart, configure_logging, migrate
from contexts import use_engine

LOG = logging.getLogger("dokazilo.work")

_CANNOT_START = 2


def main() -> int:
    """Work until a signal comes; give the exit status: 2 when it cannot start."""
    os.umask(0o077)
    try:
        settings = Settings.load()
        configure_logging(settings)
        _require_shared(settings)
        migrate(settings)
        use_engine(settings.engine)
        services = open_services(settings, clock=SystemClock(), ids=RandomIds())
    except (BadSettings, CannotStart, MasterKeyProblem, UnreadableDatabaseUrl, OSError) as reason:
        sys.stderr.write(f"Dokazilo cannot work. {reason}\n")
        return _CANNOT_START
    asyncio.run(_work(services))
    return 0


def _require_shared(settings: Settings) -> None:
    if settings.database_url.get_secret_value().startswith("sqlite:"):
        raise CannotStart(
            "A database in a file is worked on by the service itself. "
            "To share the work, name a PostgreSQL in DATABASE_URL."
        )


async def _work(services: Services) -> None:
    stopped = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    # WORK=0 is for services that leave the work to others; this one has come to work.
    processes = services.settings.work or os.cpu_count() or 1
    try:
        async with background_work(services), jobs_done(services, processes=processes):
            LOG.info("working with %d processes", processes)
            await stopped.wait()
    finally:
        services.database.close()


if __name__ == "__main__":
    sys.exit(main())

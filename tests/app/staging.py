"""The stage for tests of the service: the app in process, with the demonstration in it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from app.clock import Clock, RandomIds, SystemClock
from app.demo.story import Told, tell
from app.opening import open_services
from tests.app.serving import Service, serving, settings_for


@dataclass(frozen=True)
class Stage:
    """A running service and what its demonstration tells."""

    service: Service
    told: Told

    def key(self, organisation: str = "school", role: str = "issuer") -> str:
        """Give the secret of a role's key."""
        secret = self.told.cast.keys[organisation, role].secret
        assert secret is not None
        return secret

    def new_key(self, *scopes: str, organisation: str = "school") -> str:
        """Have an administrator make a key."""
        made = self.service.post(
            "/api/v1/api-keys",
            key=self.key(organisation, "admin"),
            json={"name": "test", "scopes": scopes},
        )
        assert made.status_code == 201, made.text
        secret: str = made.json()["key"]
        return secret

    def order(self, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Give the body of an order for a learner who has nothing yet."""
        return {
            "programme": self.told.programmes["3d-printing"],
            "learner": {"name": "Anže Črnič", "email": "anze.crnic@example.com"},
            "result": {"grade": "odlično"},
        } | changes

    def sealed(self, badge: dict[str, Any]) -> dict[str, Any]:
        """Wait until a badge has its European twin, as a client does; give the badge as it is."""
        until = time.monotonic() + 90
        while badge["european_credential"]["state"] != "sealed":
            assert time.monotonic() < until, "the twin is not sealed"
            time.sleep(0.05)
            found = self.service.get(f"/api/v1/credentials/{badge['id']}", key=self.key())
            badge = found.json()
        return badge

    def issue(self, *, key: str | None = None, **changes: Any) -> httpx.Response:  # noqa: ANN401 - JSON
        """Issue a credential in one call."""
        order = self.order(**changes)
        return self.service.post("/api/v1/credentials", key=key or self.key(), json=order)


@contextmanager
def staged(
    database_url: str,
    *,
    told: Told | None = None,
    clock: Clock | None = None,
    **settings: Any,  # noqa: ANN401 - whatever can be set
) -> Iterator[Stage]:
    """Start a service on a migrated database; the story is told, unless `told` says it was."""
    with serving(settings_for(database_url, **settings), clock=clock) as service:
        yield Stage(service, told or tell(service.services))


def seed_once(file: Path, empty: Path) -> Told:
    """Tell the story in a copy of an empty, migrated SQLite file: a template for many tests."""
    shutil.copyfile(empty, file)
    return tell_once(f"sqlite:///{file}")


def tell_once(database_url: str, **settings: Any) -> Told:  # noqa: ANN401 - whatever can be set
    """Tell the story in a migrated database, and let go of it: SQLite then folds its log away."""
    chosen = settings_for(database_url, **settings)
    services = open_services(chosen, clock=SystemClock(), ids=RandomIds())
    try:
        return tell(services)
    finally:
        services.database.close()

"""Who is calling, and may they."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import HTTPConnection

from app.db import api_keys
from app.problems import ApiProblem
from app.services import services_of
from issuer.model.organisation import Actor, Scope


def authenticate(connection: HTTPConnection, presented: str | None) -> Actor:
    """Find out whose key was presented, and count the call.

    Raises ApiProblem UNAUTHENTICATED, or TOO_MANY_REQUESTS.
    """
    services = services_of(connection)
    now = services.clock.now()
    key = None
    if presented:
        with services.database.read() as reading:
            key = api_keys.authenticate(reading, presented, now)
    if key is None:
        services.limits.count_refused_key(connection)
        # RFC 6750, section 3.1: an error code only when a key was presented.
        error = ', error="invalid_token"' if presented else ""
        challenge = f'Bearer realm="Dokazilo"{error}'
        raise ApiProblem("UNAUTHENTICATED", headers={"WWW-Authenticate": challenge})
    services.limits.count_key(key.id)
    if key.touch_due(now):
        with services.database.write() as writing:
            api_keys.touch(writing, key.id, now=now)
    return key.actor


def require_any(actor: Actor, scopes: Iterable[Scope]) -> Actor:
    """Give the actor back if it holds one of the scopes. Raises ApiProblem SCOPE_MISSING."""
    wanted = tuple(scopes)
    if any(actor.may(scope) for scope in wanted):
        return actor
    names = ", ".join(f"“{scope.value}”" for scope in wanted)
    needed = f"one of the scopes {names}" if len(wanted) > 1 else f"the scope {names}"
    raise ApiProblem(
        "SCOPE_MISSING",
        f"This needs {needed}; your key does not have it.",
        scopes=[scope.value for scope in wanted],
    )

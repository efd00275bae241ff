"""The short way of an order that is as it should be: nothing is asked of FastAPI but the route.

FastAPI works out a route's dependencies anew for every request, and takes a thread for each that
reads, which costs more than reading an order does. Here an order in the usual form goes to one
thread, where its key is looked up and all else is done. Anything else (no bearer, a body that is
no order) takes the full way, which alone says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.security.utils import get_authorization_scheme_param
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from app.access import authenticate, require_any
from app.dependencies import LONGEST_IDEMPOTENCY_KEY, repeat_guard
from app.http.bodies.orders import NewAward
from app.json_body import UNREADABLE, StrictJsonRoute, StrictRequest
from app.repeating import RepeatGuard
from app.services import Services, services_of
from issuer.model.organisation import Actor, Scope

Fulfil = Callable[[Services, Actor, RepeatGuard, NewAward], Response]


class OrderRoute(StrictJsonRoute):
    """A route whose function takes services, actor (to approve and issue), guard and order."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Try the short way, else take the full one."""
        handle_in_full = super().get_route_handler()

        async def handle(request: Request) -> Response:
            strict = StrictRequest(request.scope, request.receive)
            usual = await _usual_order(strict)
            if usual is None:
                strict.scope.pop(UNREADABLE, None)  # the full way finds that out by itself
                return await handle_in_full(strict)
            return await run_in_threadpool(_fulfilled, self.endpoint, strict, usual)

        return handle


@dataclass(frozen=True, slots=True)
class _UsualOrder:
    """What a request in the usual form brings."""

    key: str
    repeat: RepeatGuard
    body: NewAward


async def _usual_order(request: StrictRequest) -> _UsualOrder | None:
    headers = request.headers
    scheme, key = get_authorization_scheme_param(headers.get("authorization"))
    repeated = headers.get("idempotency-key")
    if (
        scheme.lower() != "bearer"
        or not key
        or headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json"
        or (repeated is not None and not 0 < len(repeated) <= LONGEST_IDEMPOTENCY_KEY)
    ):
        return None
    try:
        body = NewAward.model_validate(await request.json())
    except ValidationError:
        return None
    return _UsualOrder(key, await repeat_guard(request, repeated), body)


def _fulfilled(fulfil: Fulfil, request: Request, order: _UsualOrder) -> Response:
    actor = authenticate(request, order.key)
    for scope in (Scope.APPROVE, Scope.ISSUE):
        require_any(actor, (scope,))
    return fulfil(services_of(request), actor, order.repeat, order.body)

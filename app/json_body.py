"""Reading JSON strictly: what two programs could read in two ways is refused."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.limits import LIMITS

UNREADABLE = "dokazilo.unreadable_body"
"""Key of the request's scope: the sentence that says why its body cannot be read."""

_NO_BODY = 0
"""Stands in for an unreadable body: no body of ours is a number, so it is refused, but only after
the API key was asked for. (An object would not do: pydantic reads attributes.)"""


class StrictRequest(Request):
    """A request whose JSON has no double names, no half characters and no depth without end."""

    async def json(self) -> Any:  # noqa: ANN401 - JSON is anything
        """Give the body's JSON, or what no route accepts, with the reason in the scope."""
        body = await self.body()
        try:
            value = read_json(body, LIMITS)
        except Judged as refusal:
            return self._unreadable(refusal.problem.detail)
        if b"\\u0000" in body and _has_nul(value):
            return self._unreadable("A text holds the character U+0000, which nothing can store.")
        return value

    def _unreadable(self, sentence: str) -> int:
        self.scope[UNREADABLE] = sentence
        return _NO_BODY


class StrictJsonRoute(APIRoute):
    """A route of the API, reading its body strictly."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Hand the route a strict request."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            if isinstance(request, StrictRequest):  # whose body may be read already
                return await handle(request)
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly


def _has_nul(value: Any) -> bool:  # noqa: ANN401 - JSON is anything
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, str) and "\x00" in item:
            return True
    return False

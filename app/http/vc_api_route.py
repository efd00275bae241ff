"""What every route under /vc-api has in common: how it reads a body, refuses, and answers."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.json_body import UNREADABLE, StrictJsonRoute
from app.problems import ApiProblem
from app.validation_faults import request_faults
from app.verification import TooBusy
from app.workers import WorkerStopped

_UNKNOWN_OPTION = "https://www.w3.org/TR/vcalm#UNKNOWN_OPTION_PROVIDED"


class VcApiRoute(StrictJsonRoute):
    """A route whose malformed requests are 400, as VCALM wants them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Translate what pydantic found."""
        handle = super().get_route_handler()

        async def handle_as_vcalm(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                # Unreadable JSON and other media types have their answers already.
                if UNREADABLE in request.scope or (isinstance(error.body, bytes) and error.body):
                    raise
                raise _malformed(error) from error

        return handle_as_vcalm


@contextmanager
def bounded_work() -> Iterator[None]:
    """Turn the bounds of the worker processes into answers."""
    try:
        yield
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy
    except WorkerStopped as stopped:
        sentence = "The document took too long, so the work on it was broken off."
        raise ApiProblem("BAD_REQUEST", sentence) from stopped


def answer(content: dict[str, Any], status: int = 200, **headers: str) -> Response:
    """Answer with JSON that no cache keeps."""
    return JSONResponse(content, status, headers={"Cache-Control": "no-store", **headers})


def _malformed(error: RequestValidationError) -> ApiProblem:
    """Name each wrong place; an option nobody knows has a type of its own in VCALM."""
    faults = request_faults(error.errors())
    unknown = any(
        fault["type"] == "extra_forbidden" and tuple(fault["loc"][:2]) == ("body", "options")
        for fault in error.errors()
    )
    if unknown:
        return ApiProblem("UNKNOWN_OPTION", faults=faults, type=_UNKNOWN_OPTION)
    return ApiProblem("BAD_REQUEST", "Correct each place listed under “faults”.", faults=faults)

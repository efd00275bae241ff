"""Reads a multipart form without putting its files on the disk: they hold learners' data."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from app.problems import ApiProblem


@asynccontextmanager
async def form_in_memory(
    request: Request, *, max_files: int, max_fields: int, most_bytes: int
) -> AsyncIterator[FormData]:
    """Read a form; `most_bytes` bounds each field, the whole is bounded by app.body_limit.

    Raises ApiProblem BAD_REQUEST.
    """
    if "content-type" not in request.headers:  # which Starlette's parser takes for granted
        raise ApiProblem("BAD_REQUEST", "Send a form: Content-Type: multipart/form-data.")
    async with aclosing(request.stream()) as stream:
        parser = MultiPartParser(
            request.headers,
            stream,
            max_files=max_files,
            max_fields=max_fields,
            max_part_size=most_bytes,
        )
        ended: list[bool] = []
        parser.on_end = lambda: ended.append(True)  # type: ignore[method-assign]  # its own hook
        parser.spool_max_size = 0  # Starlette's word for: a temporary file is never needed
        try:
            form = await parser.parse()
        except MultiPartException as error:
            raise ApiProblem("BAD_REQUEST", f"The form cannot be read: {error.message}") from None
    try:
        if not ended:  # what was cut off would be left out in silence
            raise ApiProblem("BAD_REQUEST", "The form stops before its end. Send it again.")
        yield form
    finally:
        await form.close()

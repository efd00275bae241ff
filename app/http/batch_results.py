"""/api/v1/batches/{id}/events and /results: how far a batch is, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.batches import watching
from app.batches.result_archive import PART_CHUNKS, PART_ROWS, archive_pieces
from app.batches.result_tables import Layout, csv_lines, json_lines
from app.batches.result_workbook import MOST_ROWS, workbook_pieces
from app.batches.results import Results
from app.bulk import csv_file, xlsx_file
from app.db import batch_chunks, batches
from app.dependencies import IdInPath, IssuerOrApprover, PartsOfService
from app.http.bulk_answers import NDJSON, PRIVATE
from app.http.openapi import api_refusals
from app.problem_handlers import preferred_language
from app.problems import ApiProblem
from app.services import Services
from issuer.model.batch import Batch
from issuer.model.organisation import Actor

router = APIRouter(prefix="/api/v1/batches", tags=["batches"])

Form = Literal["csv", "xlsx", "zip", "ndjson"]
_MEDIA_TYPES: dict[Form, str] = {
    "csv": csv_file.MEDIA_TYPE,
    "xlsx": xlsx_file.MEDIA_TYPE,
    "zip": "application/zip",
    "ndjson": NDJSON,
}
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events `progress`, at last one `end`; their data are `state`, `state_text` "
        "and `counts`. Send `Last-Event-ID` to hear only of what has changed since.",
        "content": {watching.MEDIA_TYPE: _TEXT},
    },
    204: {"description": "It has ended, and you know it: there is nothing more to come."},
    **api_refusals(404),
}
_RESULTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A line for each row: what became of it, the credential's id, the learner's "
        f"page. `ndjson` and `zip` hold the signed credentials; a zip those of {PART_ROWS} "
        "rows, `part` by part. An answer of ndjson without a line of `kind` end is not whole.",
        "content": {
            csv_file.MEDIA_TYPE: _TEXT,
            xlsx_file.MEDIA_TYPE: _BINARY,
            "application/zip": _BINARY,
            NDJSON: {"schema": {"type": "object"}},
        },
    },
    **api_refusals(404, 413),
}


@router.get(
    "/{batch_id}/events",
    summary="Watch a batch",
    responses=_EVENTS,
    response_class=StreamingResponse,
)
async def watch_batch(
    services: PartsOfService,
    actor: IssuerOrApprover,
    batch_id: IdInPath,
    last_event_id: Annotated[str | None, Header(alias="Last-Event-ID", max_length=200)] = None,
) -> Response:
    """Send an event (WHATWG server-sent events) whenever a batch has gone on, until it ends.

    Scope: issue or approve.
    """
    await asyncio.to_thread(_own, services, actor, batch_id)
    now = await asyncio.to_thread(watching.glance, services, batch_id)
    if now.ended and now.id == last_event_id:
        return Response(status_code=204)  # which tells a browser not to come again
    told = watching.events(services, batch_id, last_event_id)
    return StreamingResponse(told, media_type=watching.MEDIA_TYPE, headers=PRIVATE)


@router.get(
    "/{batch_id}/results",
    summary="Take away the results",
    responses=_RESULTS,
    response_class=StreamingResponse,
)
def take_results(  # noqa: PLR0913, PLR0917  # FastAPI hands each over by name
    request: Request,
    services: PartsOfService,
    actor: IssuerOrApprover,
    batch_id: IdInPath,
    format: Annotated[Form, Query()] = "csv",  # noqa: A002  # the parameter's name in the address
    names: Annotated[
        Literal["yes"] | None,
        Query(description="Say who each row is about, in file names too."),
    ] = None,
    part: Annotated[int, Query(ge=1, le=10_000, description="Of the zip.")] = 1,
    language: Annotated[
        Literal["sl", "en"] | None, Query(description="By Accept-Language, if absent.")
    ] = None,
) -> Response:
    """Give what has become of every row so far. Scope: issue or approve."""
    batch = _own(services, actor, batch_id)
    rows = _rows(services, batch)
    if format == "xlsx" and rows > MOST_ROWS:
        raise ApiProblem("TOO_LARGE", "No workbook has so many rows. Take format=csv.")
    layout = Layout(
        language or preferred_language(request), services.settings.public_url, names is not None
    )
    name = {"sl": "rezultati", "en": "results"}[layout.language]
    numbered = f"{name}-{part}" if format == "zip" else name
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{numbered}.{format}"'}
    results = Results(services, batch, with_documents=format in {"zip", "ndjson"})
    if format == "zip":
        results = _part(services, results, part)
        if rows > part * PART_ROWS:
            following = f"/api/v1/batches/{batch.id}/results?format=zip&part={part + 1}"
            headers["Link"] = f'<{following}>; rel="next"'
    content = _CONTENT[format](results, layout)
    return StreamingResponse(content, media_type=_MEDIA_TYPES[format], headers=headers)


_CONTENT: dict[Form, Callable[[Results, Layout], AsyncIterator[str] | AsyncIterator[bytes]]] = {
    "csv": csv_lines,
    "xlsx": workbook_pieces,
    "zip": archive_pieces,
    "ndjson": json_lines,
}


def _part(services: Services, results: Results, part: int) -> Results:
    """Narrow results to a part. Raises NotFound."""
    with services.database.read() as connection:
        chunks = range((part - 1) * PART_CHUNKS, part * PART_CHUNKS)
        first = batch_chunks.get(connection, results.batch.id, chunks[0])
        last = batch_chunks.last(connection, results.batch.id, within=chunks[-1])
    return replace(results, after=first.first_row - 1, until=last.last_row if last else None)


def _own(services: Services, actor: Actor, batch_id: str) -> Batch:
    with services.database.read() as connection:
        return batches.get(connection, batch_id, organisation_id=actor.organisation_id)


def _rows(services: Services, batch: Batch) -> int:
    with services.database.read() as connection:
        return sum(batch_chunks.counts(connection, batch.id).values())

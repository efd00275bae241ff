"""POST /verify/bulk: many credentials at once, a table of verdicts as it comes about.

Machines get a line of JSON for each, or a file; forms get a page that fills. Nothing is kept: the
page carries its own table, sealed, and POST /verify/bulk/table makes a file of that.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack
from typing import Annotated, Protocol

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.bulk.items import MOST_ITEMS, read_items
from app.bulk.run import BulkRun, allowance_for
from app.bulk.sealed import MOST_BYTES, NotOurs, sealed, unsealed
from app.bulk.uploads import read_uploads
from app.form_in_memory import form_in_memory
from app.http.bulk_answers import (
    MEDIA_TYPES,
    STREAMS,
    Format,
    HeldStream,
    csv_of,
    workbook,
    workbook_of,
)
from app.http.showing.verify_bulk import BODY, RESPONSES, TABLE_BODY, TABLE_RESPONSES
from app.places import TooBusy
from app.problem_handlers import preferred_language
from app.problems import Answering, ApiProblem, problem_document
from app.services import Services, services_of
from app.submissions import is_form
from app.verification import Verification
from app.workers import WorkerFailed, WorkerStopped
from contexts import JsonObject

router = APIRouter(tags=["verification"])


class Pages(Protocol):
    """What people are answered with; `app.state.bulk_pages` holds it."""

    stream: Callable[..., AsyncIterator[str]]
    headers: Callable[[Request], dict[str, str]]
    refusal: Callable[..., Response]


WantedFormat = Annotated[
    Format | None, Query(description="Goes before the Accept header; ndjson without either.")
]
WithReports = Annotated[
    bool, Query(description="NDJSON: each row gets a member `report`, as POST /verify answers.")
]


@router.post(
    "/verify/bulk",
    summary="Verify many credentials",
    openapi_extra=BODY,
    responses=RESPONSES,
    response_class=StreamingResponse,
)
async def verify_bulk(
    request: Request,
    format: WantedFormat = None,  # noqa: A002  # the parameter's name in the address
    reports: WithReports = False,  # noqa: FBT002  # FastAPI hands it over by name
) -> Response:
    """Verify an archive, a table or list of addresses, or an array.

    The rows come in the order of the items, each as soon as it and those before it are judged. One
    item's failure is its row, never another's.
    """
    pages: Pages | None = getattr(request.app.state, "bulk_pages", None)
    if pages is None or not is_form(request) or not _is_browser(request) or format:
        return await _for_machines(request, format or _accepted(request), with_reports=reports)
    try:
        with ExitStack() as held:
            run = await _begun(request, held)
            mark = _mark(services_of(request))
            content = pages.stream(
                request, run.rows(), len(run.items), lambda rows: sealed(rows, mark)
            )
            response = HeldStream(content, held.pop_all(), "text/html")
            response.headers.update(pages.headers(request))
            return response
    except ApiProblem as problem:
        page = pages.refusal(request, _document(request, problem), problem.status_code)
        page.headers.update(problem.headers or {})
        return page


@router.post(
    "/verify/bulk/table",
    summary="Have a finished table as a file",
    openapi_extra=TABLE_BODY,
    responses=TABLE_RESPONSES,
    response_class=Response,
)
async def bulk_table(request: Request) -> Response:
    """Write the table that a page of ours shows as CSV or as a workbook; nothing is verified."""
    if not is_form(request):
        raise ApiProblem("UNSUPPORTED_MEDIA_TYPE", "Send the form of the page with the table.")
    async with form_in_memory(request, max_files=0, max_fields=3, most_bytes=MOST_BYTES) as form:
        table, wanted, language = (str(form.get(name, "")) for name in _TABLE_FIELDS)
    if language not in {"sl", "en"} or wanted not in {"csv", "xlsx"}:
        raise ApiProblem("BAD_REQUEST", "Send table, format (csv or xlsx) and language (sl or en).")
    try:
        rows = unsealed(table, _mark(services_of(request)))
    except NotOurs:
        sentence = "This table was not made here, or was changed. Verify the credentials again."
        raise ApiProblem("BAD_REQUEST", sentence) from None
    return await workbook_of(rows, language) if wanted == "xlsx" else csv_of(rows, language)


_TABLE_FIELDS = ("table", "format", "language")
_PURPOSE = "bulk table"


async def _for_machines(request: Request, wanted: Format, *, with_reports: bool) -> Response:
    language = preferred_language(request)
    with ExitStack() as held:
        run = await _begun(request, held, with_reports=with_reports and wanted == "ndjson")
        if wanted == "xlsx":
            return await workbook(run.rows(), language)
        stream, media_type = STREAMS[wanted]
        return HeldStream(stream(run.rows(), len(run.items), language), held.pop_all(), media_type)


async def _begun(request: Request, held: ExitStack, *, with_reports: bool = False) -> BulkRun:
    """Read what was sent, take a place, find the items. Raises ApiProblem."""
    verification: Verification = request.app.state.verification
    services = services_of(request)
    uploads = await read_uploads(request)
    try:
        held.enter_context(verification.uploads.one())
        async with verification.taking_apart.one():
            items = await verification.work(read_items, uploads)
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy
    except (WorkerStopped, WorkerFailed) as stopped:
        sentence = "This is more than can be taken apart here. Send less at a time."
        raise ApiProblem("TOO_LARGE", sentence) from stopped
    if items is None:
        sentence = f"At most {MOST_ITEMS} credentials are verified at once. Send fewer at a time."
        raise ApiProblem("TOO_LARGE", sentence)
    return BulkRun(
        verification=verification,
        items=items,
        allowance=allowance_for(items),
        moment=services.clock.now,
        public_url=services.settings.public_url,
        with_reports=with_reports,
    )


def _accepted(request: Request) -> Format:
    accept = request.headers.get("accept", "")
    wanted = (entry.partition(";")[0].strip().lower() for entry in accept.split(",")[:20])
    return next((MEDIA_TYPES[name] for name in wanted if name in MEDIA_TYPES), "ndjson")


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _document(request: Request, problem: ApiProblem) -> JsonObject:
    services = services_of(request)
    answering = Answering(services.settings.public_url, request.scope.get("request_id", ""))
    return problem_document(problem.kind, answering, detail=problem.detail)


def _mark(services: Services) -> Callable[[str], str]:
    return lambda text: services.vault.lookup(text, purpose=_PURPOSE).hex()

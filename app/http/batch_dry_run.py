"""/api/v1/batches/dry-run: a file of results checked in one go; nothing is kept or issued."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.award_steps import newest_approved
from app.batches.answers import beginning, csv_lines, json_lines, workbook_bytes
from app.batches.asked import Asked, read_asked, refusal, version_asked_for
from app.batches.checking import Checking
from app.batches.run import DryRun
from app.batches.template import csv_template, xlsx_template
from app.batches.whole_file import CheckedFile, check_file
from app.bulk import csv_file, xlsx_file
from app.db import programmes
from app.dependencies import AnyCaller, IdInPath, IssuerOrApprover, PartsOfService
from app.http.bulk_answers import MEDIA_TYPES, NDJSON, PRIVATE, Format, HeldStream
from app.http.showing.batch_dry_run import BODY, RESPONSES, TEMPLATE_RESPONSES
from app.places import TooBusy
from app.problem_handlers import preferred_language
from app.problems import ApiProblem
from app.services import Services
from app.verification import Verification
from app.workers import WorkerFailed, WorkerStopped
from issuer.faults import Fault
from issuer.model.approval import ProgrammeVersion
from issuer.model.organisation import Actor

router = APIRouter(prefix="/api/v1", tags=["batches"])

Language = Annotated[
    Literal["sl", "en"] | None, Query(description="By Accept-Language, if absent.")
]
WantedFile = Annotated[Literal["csv", "xlsx"], Query()]


@router.post(
    "/batches/dry-run",
    summary="Check a file of results",
    openapi_extra=BODY,
    responses=RESPONSES,
    response_class=StreamingResponse,
)
async def dry_run(request: Request, services: PartsOfService, actor: IssuerOrApprover) -> Response:
    """Say row by row what is wrong, by the rules of issuing a single credential; issue nothing.

    Nothing of the file is kept. Scope: issue or approve.
    """
    with ExitStack() as held:
        run = await _begun(request, services, actor, held)
        wanted, language = _accepted(request), preferred_language(request)
        if wanted == "xlsx":
            verdicts = [verdict async for verdict in run.verdicts()]
            content = await asyncio.to_thread(workbook_bytes, verdicts, language)
            return Response(content, media_type=xlsx_file.MEDIA_TYPE, headers=PRIVATE)
        if wanted == "csv":
            lines = csv_lines(run.verdicts(), language)
            return HeldStream(lines, held.pop_all(), csv_file.MEDIA_TYPE)
        start = beginning(run.checked, run.version, run.policy)
        return HeldStream(json_lines(start, run.verdicts()), held.pop_all(), NDJSON)


@router.get(
    "/programmes/{programme_id}/batch-template",
    summary="Have a file to fill in",
    responses=TEMPLATE_RESPONSES,
    response_class=Response,
)
def batch_template(  # noqa: PLR0913, PLR0917  # FastAPI hands each over by name
    request: Request,
    services: PartsOfService,
    actor: AnyCaller,
    programme_id: IdInPath,
    format: WantedFile = "xlsx",  # noqa: A002  # the parameter's name in the address
    language: Language = None,
) -> Response:
    """Give the columns of a programme's results, one for each graded assessment, with an example.

    CSV has a byte order mark and semicolons; the workbook has a second sheet that explains.
    """
    with services.database.read() as connection:
        version = programmes.newest(connection, programme_id, organisation_id=actor.organisation_id)
        if version.organisation_id == actor.organisation_id:
            version = newest_approved(connection, actor.organisation_id, programme_id)
    wanted = language or preferred_language(request)
    write, media_type = _TEMPLATES[format]
    name = {"sl": "rezultati", "en": "results"}[wanted]
    headers = PRIVATE | {"Content-Disposition": f'attachment; filename="{name}.{format}"'}
    return Response(write(version.content, wanted), media_type=media_type, headers=headers)


_TEMPLATES = {
    "csv": (csv_template, csv_file.MEDIA_TYPE),
    "xlsx": (xlsx_template, xlsx_file.MEDIA_TYPE),
}


async def _begun(request: Request, services: Services, actor: Actor, held: ExitStack) -> DryRun:
    """Read the form, take a place, check the file. Raises ApiProblem, NotFound, WrongState."""
    verification: Verification = request.app.state.verification
    asked = await read_asked(request)
    version = await asyncio.to_thread(version_asked_for, services, actor, asked.terms)
    try:
        held.enter_context(verification.uploads.one())
        async with verification.taking_apart.one():
            checked = await _checked(verification, services, asked, version)
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy
    except (WorkerStopped, WorkerFailed) as stopped:
        sentence = "This is more than can be checked here. Divide the file into several."
        raise ApiProblem("TOO_LARGE", sentence) from stopped
    if isinstance(checked, Fault):
        raise refusal(checked)
    return DryRun(services, checked, version, asked.terms.policy)


async def _checked(
    verification: Verification, services: Services, asked: Asked, version: ProgrammeVersion
) -> CheckedFile | Fault:
    checking = Checking(
        version=version,
        now=services.clock.now(),
        wishes=asked.terms.wishes,
        most_rows=services.settings.batch_rows,
    )
    return await verification.work(check_file, asked.data, checking)


def _accepted(request: Request) -> Format:
    accept = request.headers.get("accept", "")
    wanted = (entry.partition(";")[0].strip().lower() for entry in accept.split(",")[:20])
    return next((MEDIA_TYPES[name] for name in wanted if name in MEDIA_TYPES), "ndjson")

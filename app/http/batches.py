"""/api/v1/batches: a school's file of results, checked row by row, then issued as a whole."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Header, Query, Request, Response

from app.batches.asked import MULTIPART, terms_of, version_asked_for
from app.batches.deciding import Decision
from app.batches.form_stream import Form, read_form
from app.batches.receiving import Upload, receive
from app.db import batch_rows, batches
from app.db.batch_rows import Wanted
from app.dependencies import (
    ApproverAndIssuer,
    IdInPath,
    IssuerOrApprover,
    PartsOfService,
    WantedPage,
)
from app.http.bodies.batches import BatchAnswer, BatchPage, BatchRowPage
from app.http.openapi import api_body_refusals, api_refusals
from app.http.showing.batch_upload import ADDRESS, BODY
from app.http.showing.batches import batch_answer, batches_in_short, row_answer
from app.services import Services
from app.submissions import media_type_of
from issuer.errors import NotFound
from issuer.model.batch import Batch, BatchState, RowState

router = APIRouter(prefix="/api/v1/batches", tags=["batches"])

_LARGEST_PAGE = 1000
RepeatKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="Any text of your own, new for each file: with it the upload can be repeated "
        "safely.",
    ),
]


@router.post(
    "",
    status_code=202,
    summary="Upload a file of results",
    openapi_extra=BODY | ADDRESS,
    responses=api_body_refusals(404, 409),
)
async def create_batch(
    request: Request,
    response: Response,
    services: PartsOfService,
    actor: IssuerOrApprover,
    idempotency_key: RepeatKey = None,
) -> BatchAnswer:
    """Take a file and have its rows checked; nothing is issued before you commit the batch.

    Scope: issue or approve.
    """
    form = await _form(request)
    terms = terms_of(form.fields)
    version = await asyncio.to_thread(version_asked_for, services, actor, terms)
    upload = Upload(form.file, terms, version, idempotency_key)
    batch = await receive(services, actor, upload)
    answer = await asyncio.to_thread(_shown, services, batch)
    response.headers["Location"] = answer.links.self
    return answer


@router.get("", summary="List batches", responses=api_refusals())
def list_batches(
    services: PartsOfService,
    actor: IssuerOrApprover,
    paging: WantedPage,
    state: Annotated[BatchState | None, Query()] = None,
) -> BatchPage:
    """Give your organisation's batches, newest first. Scope: issue or approve."""
    with services.database.read() as connection:
        found = batches.listed(
            connection, organisation_id=actor.organisation_id, state=state, paging=paging
        )
        items = batches_in_short(connection, found.items)
    return BatchPage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.get("/{batch_id}", summary="Read a batch", responses=api_refusals(404))
def read_batch(
    services: PartsOfService, actor: IssuerOrApprover, batch_id: IdInPath
) -> BatchAnswer:
    """Say where a batch stands, and how its file was understood. Scope: issue or approve."""
    with services.database.read() as connection:
        batch = batches.get(connection, batch_id, organisation_id=actor.organisation_id)
        return batch_answer(services, connection, batch)


@router.get("/{batch_id}/rows", summary="Read the rows of a batch", responses=api_refusals(404))
def read_rows(  # noqa: PLR0913, PLR0917  # FastAPI hands each over by name
    services: PartsOfService,
    actor: IssuerOrApprover,
    batch_id: IdInPath,
    state: Annotated[RowState | None, Query()] = None,
    after: Annotated[int, Query(ge=0, le=2_000_000_000, description="A row's number.")] = 0,
    size: Annotated[int, Query(ge=1, le=_LARGEST_PAGE)] = 100,
) -> BatchRowPage:
    """Say what is wrong with each row, and what has become of it. Scope: issue or approve."""
    with services.database.read() as connection:
        batch = batches.get(connection, batch_id, organisation_id=actor.organisation_id)
        try:
            seal = batches.seal_of(connection, services.vault, batch.id)
        except NotFound:  # its content is destroyed; what has become of the rows is not
            seal = None
        wanted = Wanted(after=after, state=state, limit=size + 1)
        rows = batch_rows.some(connection, seal, batch.id, wanted)
    shown = rows[:size]
    next_after = shown[-1].number if len(rows) > size else None
    return BatchRowPage(items=[row_answer(row) for row in shown], next_after=next_after)


@router.post(
    "/{batch_id}/commit",
    status_code=202,
    summary="Issue the rows of a batch",
    responses=api_refusals(404, 409),
)
def commit_batch(
    services: PartsOfService,
    actor: ApproverAndIssuer,
    batch_id: IdInPath,
    faulty: Annotated[
        Literal["leave"] | None, Query(description="Issue the other rows though some have faults.")
    ] = None,
) -> BatchAnswer:
    """Approve every good row and have it issued. Scopes: issue and approve, both.

    Repeated, it issues nothing twice.
    """
    decision = Decision(services, actor, batch_id)
    return _shown(services, decision.commit(leave_faulty=faulty is not None))


@router.post("/{batch_id}/cancel", summary="Stop a batch", responses=api_refusals(404, 409))
def cancel_batch(
    services: PartsOfService, actor: IssuerOrApprover, batch_id: IdInPath
) -> BatchAnswer:
    """Issue no further row; `counts.issued` are issued and stay so. Scope: issue or approve."""
    return _shown(services, Decision(services, actor, batch_id).cancel())


@router.post(
    "/{batch_id}/resume",
    status_code=202,
    summary="Go on with a batch",
    responses=api_refusals(404, 409),
)
def resume_batch(
    services: PartsOfService, actor: IssuerOrApprover, batch_id: IdInPath
) -> BatchAnswer:
    """Go on where a cancelled or failed batch stopped.

    Scope: issue or approve; both, once the batch was committed.
    """
    return _shown(services, Decision(services, actor, batch_id).resume())


@router.delete(
    "/{batch_id}/content",
    status_code=202,
    summary="Destroy a batch's content",
    responses=api_refusals(404, 409),
)
def destroy_content(
    services: PartsOfService, actor: IssuerOrApprover, batch_id: IdInPath
) -> BatchAnswer:
    """Have the file, and what its rows say, destroyed now; what is issued stays.

    Scope: issue or approve.
    """
    return _shown(services, Decision(services, actor, batch_id).forget())


async def _form(request: Request) -> Form:
    """Take a form, or the file as the body with the fields in the address."""
    if media_type_of(request) == MULTIPART:
        form = await read_form(request)
        return Form({**request.query_params, **form.fields}, form.file)
    return Form(dict(request.query_params), request.stream())


def _shown(services: Services, batch: Batch) -> BatchAnswer:
    with services.database.read() as connection:
        return batch_answer(services, connection, batch)

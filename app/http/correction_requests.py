"""/api/v1/correction-requests: what learners say is wrong, for their school to answer."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from app.claims.corrections import Answering, answer_correction
from app.db import correction_requests
from app.db.correction_requests import CorrectionRequest
from app.dependencies import IdInPath, IssuerOrApprover, PartsOfService, WantedPage
from app.http.bodies.correction_requests import (
    CorrectionAnswerBody,
    CorrectionRequestAnswer,
    CorrectionRequestPage,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute

router = APIRouter(
    prefix="/api/v1/correction-requests", tags=["claims"], route_class=StrictJsonRoute
)


@router.get("", summary="List what learners say is wrong", responses=api_refusals())
def list_requests(
    services: PartsOfService,
    actor: IssuerOrApprover,
    paging: WantedPage,
    state: Annotated[Literal["open", "answered"] | None, Query()] = None,
) -> CorrectionRequestPage:
    """Give your learners' requests, the oldest first. Scope: issue or approve."""
    with services.database.read() as connection:
        found = correction_requests.listed(
            connection,
            services.vault,
            organisation_id=actor.organisation_id,
            is_open=None if state is None else state == "open",
            paging=paging,
        )
    items = [_shown(each) for each in found.items]
    return CorrectionRequestPage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.post(
    "/{request_id}/answer", summary="Answer a learner", responses=api_body_refusals(404, 409)
)
def answer_request(
    services: PartsOfService,
    actor: IssuerOrApprover,
    request_id: IdInPath,
    body: CorrectionAnswerBody,
) -> CorrectionRequestAnswer:
    """Say what became of it; a letter leads the learner to it. Scope: issue or approve."""
    answering = Answering(body.outcome, body.answer)
    return _shown(answer_correction(services, actor, request_id, answering))


def _shown(request: CorrectionRequest) -> CorrectionRequestAnswer:
    return CorrectionRequestAnswer(
        id=request.id,
        credential_id=request.credential_id,
        learner_id=request.learner_id,
        wrong=request.wrong,
        created_at=request.created_at,
        outcome=request.outcome,
        answer=request.answer,
        answered_at=request.answered_at,
    )

"""/api/v1/awards: a learner's result, before it becomes a credential."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from app import award_steps, issuing
from app.db import awards
from app.db.awards import AwardFilter
from app.dependencies import (
    Approver,
    IdInPath,
    Issuer,
    PartsOfService,
    Proposer,
    ReaderOfAwards,
    Repeat,
    WantedPage,
)
from app.http.bodies.basics import UUID_PATTERN
from app.http.bodies.credentials import AwardAnswer, AwardPage, CredentialAnswer
from app.http.bodies.orders import NewAward
from app.http.json_bytes import JsonBytes
from app.http.openapi import api_body_refusals, api_refusals
from app.http.showing.credentials import award_answers, issued_answer, order_of
from app.json_body import StrictJsonRoute
from app.services import Services
from issuer.model.award import Award, AwardState

router = APIRouter(prefix="/api/v1/awards", tags=["awards"], route_class=StrictJsonRoute)


@router.get("", summary="List awards", responses=api_refusals())
def list_awards(
    services: PartsOfService,
    actor: ReaderOfAwards,
    paging: WantedPage,
    state: Annotated[AwardState | None, Query()] = None,
    programme: Annotated[str | None, Query(pattern=UUID_PATTERN)] = None,
) -> AwardPage:
    """Give your organisation's awards. Scope: read, author, approve or issue."""
    with services.database.read() as connection:
        found = awards.listed(
            connection,
            services.vault,
            organisation_id=actor.organisation_id,
            wanted=AwardFilter(state=state, programme_id=programme),
            paging=paging,
        )
        items = award_answers(services, connection, found.items)
    return AwardPage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.post("", status_code=201, summary="Propose an award", responses=api_body_refusals(404, 409))
def propose(
    services: PartsOfService, actor: Proposer, repeat: Repeat, body: NewAward
) -> AwardAnswer:
    """Record a result to be approved. Scope: issue or author."""
    award = award_steps.propose(services, actor, order_of(services, actor, body), repeat)
    return _shown(services, award)


@router.get("/{award_id}", summary="Read an award", responses=api_refusals(404))
def read_award(services: PartsOfService, actor: ReaderOfAwards, award_id: IdInPath) -> AwardAnswer:
    """Give one award. Scope: read, author, approve or issue."""
    with services.database.read() as connection:
        award = awards.get(
            connection, services.vault, award_id, organisation_id=actor.organisation_id
        )
    return _shown(services, award)


@router.post("/{award_id}/approve", summary="Approve", responses=api_refusals(404, 409))
def approve(services: PartsOfService, actor: Approver, award_id: IdInPath) -> AwardAnswer:
    """Let a proposed award be issued. Scope: approve."""
    return _shown(services, award_steps.approve(services, actor, award_id))


@router.post("/{award_id}/decline", summary="Decline", responses=api_refusals(404, 409))
def decline(services: PartsOfService, actor: Approver, award_id: IdInPath) -> AwardAnswer:
    """Refuse a proposed award. Scope: approve."""
    return _shown(services, award_steps.decline(services, actor, award_id))


@router.post(
    "/{award_id}/issue",
    status_code=201,
    summary="Issue the credential",
    response_model=CredentialAnswer,
    responses=api_refusals(404, 409),
)
def issue(services: PartsOfService, actor: Issuer, repeat: Repeat, award_id: IdInPath) -> Response:
    """Sign the credential of an approved award, once only. Scope: issue."""
    issued = issuing.issue_award(services, actor, award_id, repeat)
    return JsonBytes(issued_answer(services, issued), status_code=201)


def _shown(services: Services, award: Award) -> AwardAnswer:
    with services.database.read() as connection:
        return award_answers(services, connection, [award])[0]

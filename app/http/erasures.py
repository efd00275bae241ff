"""/api/v1/erasures: learners' data destroyed, and what learners have asked for."""

from __future__ import annotations

from fastapi import APIRouter

from app.db import erasure_requests, erasures
from app.dependencies import Administrator, PartsOfService, WantedPage
from app.http.bodies.erasures import (
    ErasureAnswer,
    ErasurePage,
    ErasureRequestAnswer,
    ErasureRequestPage,
    NewErasure,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.rights.erasing import erase
from app.rights.erasure import AskedBy, Erasure

router = APIRouter(prefix="/api/v1", tags=["claims"], route_class=StrictJsonRoute)


@router.post(
    "/erasures",
    summary="Erase a learner's data",
    responses=api_body_refusals(404, 409),
)
def erase_learner(
    services: PartsOfService, actor: Administrator, body: NewErasure
) -> ErasureAnswer:
    """Destroy all that is stored about a learner of yours, for good. Scope: admin.

    Credentials that the learner has saved go on holding: revoke them before, if they should not.
    Asked again, it gives the same receipt.
    """
    return _shown(erase(services, body.learner, AskedBy.SCHOOL, actor=actor))


@router.get("/erasures", summary="List receipts of erasures", responses=api_refusals())
def list_erasures(
    services: PartsOfService, actor: Administrator, paging: WantedPage
) -> ErasurePage:
    """Give the receipts of your organisation, newest first. Scope: admin."""
    with services.database.read() as connection:
        found = erasures.listed(connection, organisation_id=actor.organisation_id, paging=paging)
    items = [_shown(each) for each in found.items]
    return ErasurePage(items=items, page=paging.page, size=paging.size, total=found.total)


@router.get("/erasure-requests", summary="List who wants to be erased", responses=api_refusals())
def list_requests(
    services: PartsOfService, actor: Administrator, paging: WantedPage
) -> ErasureRequestPage:
    """Give your learners' requests that are not done yet, the oldest first. Scope: admin."""
    with services.database.read() as connection:
        found = erasure_requests.listed(
            connection, organisation_id=actor.organisation_id, paging=paging
        )
    items = [
        ErasureRequestAnswer(
            id=each.id,
            learner=each.learner_id,
            asked_at=each.asked_at,
            confirmed_at=each.confirmed_at,
        )
        for each in found.items
    ]
    return ErasureRequestPage(items=items, page=paging.page, size=paging.size, total=found.total)


def _shown(erasure: Erasure) -> ErasureAnswer:
    return ErasureAnswer(
        receipt=erasure.id,
        learner=erasure.learner_id,
        asked_by=erasure.asked_by,
        erased_at=erasure.erased_at,
        destroyed=dict(erasure.destroyed),
    )

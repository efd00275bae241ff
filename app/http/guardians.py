"""/api/v1/learners/{id}/guardian: whom to ask before a minor is written to."""

from __future__ import annotations

from fastapi import APIRouter

from app.claims.naming_guardians import name_guardian
from app.dependencies import IdInPath, Issuer, PartsOfService
from app.http.bodies.claims import GuardianAnswer, GuardianBody
from app.http.openapi import api_body_refusals
from app.json_body import StrictJsonRoute

router = APIRouter(prefix="/api/v1/learners", tags=["claims"], route_class=StrictJsonRoute)


@router.put(
    "/{learner_id}/guardian", summary="Name a learner's guardian", responses=api_body_refusals(404)
)
def set_guardian(
    services: PartsOfService, actor: Issuer, learner_id: IdInPath, body: GuardianBody
) -> GuardianAnswer:
    """Say who is asked before a minor is written to; they get a letter. Scope: issue.

    Another address is another guardian, who is asked anew.
    """
    return GuardianAnswer(guardian=name_guardian(services, actor, learner_id, body.email))

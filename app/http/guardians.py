"""/api/v1/learners/{id}/guardian: whom to ask before a minor is written to."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from app.claims.guardian_links import give_guardian_link
from app.claims.naming_guardians import name_guardian
from app.dependencies import IdInPath, Issuer, PartsOfService
from app.http.bodies.claims import GuardianAnswer, GuardianBody, GuardianLinkAnswer
from app.http.openapi import api_body_refusals, api_refusals
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


@router.post(
    "/{learner_id}/guardian/link",
    summary="Give a guardian's link",
    responses=api_refusals(404, 409),
)
def give_link(
    services: PartsOfService, actor: Issuer, learner_id: IdInPath, response: Response
) -> GuardianLinkAnswer:
    """Give the link that a letter would bring, where no letter can be sent. Scope: issue.

    It leads to all children whom this guardian has at your organisation, and whoever has it
    decides for them: hand it to nobody else. That it was given is written down.
    """
    given = give_guardian_link(services, actor, learner_id)
    response.headers["Cache-Control"] = "no-store"
    return GuardianLinkAnswer(url=given.url, guardian=given.permission)

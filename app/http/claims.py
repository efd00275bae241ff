"""/api/v1/credentials/{id}/claim: the link that leads a learner to their own page."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from app.claims.claim import Claim
from app.claims.giving import ClaimWish, end_claim, give_claim, standing_claim
from app.claims.guardians import Permission, permission_of
from app.db import claim_rules, credentials, learners
from app.db.claim_rules import ClaimRules
from app.dependencies import (
    Administrator,
    AnyCaller,
    CredentialIdInPath,
    Issuer,
    PartsOfService,
    ReaderOfCredentials,
)
from app.http.bodies.claims import (
    ClaimAnswer,
    ClaimRulesAnswer,
    ClaimRulesBody,
    ClaimWishBody,
)
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.services import Services

router = APIRouter(prefix="/api/v1", tags=["claims"], route_class=StrictJsonRoute)

_OF_CREDENTIAL = "/credentials/{credential_id}/claim"


@router.get(_OF_CREDENTIAL, summary="Read how a claim stands", responses=api_refusals(404))
def read_claim(
    services: PartsOfService, actor: ReaderOfCredentials, credential_id: CredentialIdInPath
) -> ClaimAnswer:
    """Tell whether the learner has come, without giving the link away. 404 while none was made.

    Scope: read, approve, issue or revoke.
    """
    return _answer(services, standing_claim(services, actor, credential_id), url=None)


@router.post(_OF_CREDENTIAL, summary="Give a learner's link", responses=api_body_refusals(404))
def give_link(
    services: PartsOfService,
    actor: Issuer,
    credential_id: CredentialIdInPath,
    body: ClaimWishBody,
) -> ClaimAnswer:
    """Give the link to the learner's own page, made at the first asking. Scope: issue.

    Opening never consumes it. It names nobody and cannot be guessed; whoever has it speaks for
    the learner, so hand it to nobody else. An ended one needs `renew`.
    """
    wish = ClaimWish(expires_at=body.expires_at, renew=body.renew)
    claim = give_claim(services, actor, credential_id, wish)
    return _answer(services, claim, url=claim.url)


@router.delete(
    _OF_CREDENTIAL, status_code=204, summary="End a learner's link", responses=api_refusals(404)
)
def end_link(
    services: PartsOfService, actor: Issuer, credential_id: CredentialIdInPath
) -> Response:
    """End the link; the credential, and what was taken of it, stay as they are. Scope: issue."""
    end_claim(services, actor, credential_id)
    return Response(status_code=204)


@router.get("/claim-rules", summary="Read your claim rules", responses=api_refusals())
def read_rules(services: PartsOfService, actor: AnyCaller) -> ClaimRulesAnswer:
    """Give what your organisation wants of claims. Any scope."""
    with services.database.read() as connection:
        return _rules(claim_rules.of_organisation(connection, actor.organisation_id))


@router.put("/claim-rules", summary="Set your claim rules", responses=api_body_refusals())
def set_rules(
    services: PartsOfService, actor: Administrator, body: ClaimRulesBody
) -> ClaimRulesAnswer:
    """Say until which age guardians are asked, and how long new links last. Scope: admin."""
    rules = ClaimRules(guardian_age=body.guardian_age, link_days=body.link_days)
    now = services.clock.now()
    with services.database.write() as connection:
        claim_rules.save(connection, actor.organisation_id, rules, now=now)
    return _rules(rules)


def _rules(rules: ClaimRules) -> ClaimRulesAnswer:
    return ClaimRulesAnswer(guardian_age=rules.guardian_age, link_days=rules.link_days)


def _answer(services: Services, claim: Claim, *, url: str | None) -> ClaimAnswer:
    return ClaimAnswer(
        credential_id=claim.credential_id,
        url=url,
        state="open" if claim.is_open(services.clock.now()) else "ended",
        created_at=claim.created_at,
        expires_at=claim.expires_at,
        revoked_at=claim.revoked_at,
        opened_at=claim.opened_at,
        claimed_at=claim.claimed_at,
        guardian=_permission(services, claim.credential_id),
    )


def _permission(services: Services, credential_id: str) -> Permission:
    with services.database.read() as connection:
        learner_id = credentials.learner_of(connection, credential_id)
        learner = learners.by_id(connection, services.vault, learner_id)
        return permission_of(connection, services, learner)

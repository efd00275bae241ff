"""/api/v1/…/offers: a school offers a credential to its learner's wallet."""

from __future__ import annotations

from datetime import timedelta

from fastapi import APIRouter
from starlette.responses import Response

from app.db import awards, credentials
from app.db.engine import Connection
from app.dependencies import CredentialIdInPath, IdInPath, Issuer, PartsOfService
from app.http.bodies.offers import NewOffer, OfferAnswer, OfferForm
from app.http.openapi import api_body_refusals, api_refusals
from app.json_body import StrictJsonRoute
from app.oid4vci.configurations import COMMON, EUDI, configurations_of
from app.oid4vci.offers import Terms, link_by_value, make_offer, offer_document
from app.oid4vci.withdrawing import withdraw_offer, withdraw_offers_of
from app.problems import ApiProblem
from app.services import Services

router = APIRouter(prefix="/api/v1", tags=["wallets"], route_class=StrictJsonRoute)


@router.post(
    "/credentials/{credential_id}/offers",
    summary="Offer a credential to a wallet",
    responses=api_body_refusals(404, 409),
)
def offer_credential(
    services: PartsOfService, actor: Issuer, credential_id: CredentialIdInPath, body: NewOffer
) -> OfferAnswer:
    """Make an offer that the learner's wallet opens. Scope: issue."""
    with services.database.write() as connection:
        credential = credentials.get(
            connection, services.vault, credential_id, organisation_id=actor.organisation_id
        )
        return _offered(connection, services, credential.award_id, body)


@router.post(
    "/awards/{award_id}/offers",
    summary="Offer the credential of an award to a wallet",
    responses=api_body_refusals(404, 409),
)
def offer_award(
    services: PartsOfService, actor: Issuer, award_id: IdInPath, body: NewOffer
) -> OfferAnswer:
    """Make an offer for what may not be issued yet: the wallet then waits. Scope: issue."""
    with services.database.write() as connection:
        award = awards.get(
            connection, services.vault, award_id, organisation_id=actor.organisation_id
        )
        return _offered(connection, services, award.id, body)


@router.delete(
    "/credentials/{credential_id}/offers",
    status_code=204,
    summary="Withdraw all offers of a credential",
    responses=api_refusals(404),
)
def withdraw_all(
    services: PartsOfService, actor: Issuer, credential_id: CredentialIdInPath
) -> Response:
    """End every offer of a credential, those that the learner made too. Scope: issue.

    Codes and tokens that came of them end as well. Copies in wallets stay: revoke the credential
    to end those.
    """
    withdraw_offers_of(services, actor, credential_id)
    return Response(status_code=204)


@router.delete(
    "/offers/{offer_id}",
    status_code=204,
    summary="Withdraw an offer",
    responses=api_refusals(404),
)
def withdraw(services: PartsOfService, actor: Issuer, offer_id: IdInPath) -> Response:
    """End one offer, with the codes and tokens that came of it. Scope: issue."""
    withdraw_offer(services, actor, offer_id)
    return Response(status_code=204)


def _offered(
    connection: Connection, services: Services, award_id: str, body: NewOffer
) -> OfferAnswer:
    issuer = EUDI if body.eudi else COMMON
    known = {each.id for each in configurations_of(issuer)}
    if not set(body.configurations) <= known:
        raise ApiProblem("BAD_REQUEST", f"The configurations are: {', '.join(sorted(known))}.")
    terms = Terms(
        ends=services.clock.now() + timedelta(minutes=body.minutes),
        with_tx_code=body.tx_code,
        with_login=body.login,
        issuer=issuer,
        configuration_ids=body.configurations,
    )
    made = make_offer(connection, services, award_id, terms)
    by_value = body.by is OfferForm.VALUE
    document = (
        offer_document(connection, services, made.offer, with_login=body.login)
        if by_value
        else None
    )
    return OfferAnswer(
        id=made.offer.id,
        offer_uri=made.link if document is None else link_by_value(document),
        credential_offer_uri=None if by_value else made.address,
        credential_offer=document,
        tx_code=made.tx_code,
        expires_at=made.offer.expires_at,
    )

"""Offers withdrawn: by the school that made one or whose credential it is, or by the learner.

What came of the offer ends with it: codes, access and refresh tokens. Copies that a wallet has
stay; whoever wants those to end revokes the credential.
"""

from __future__ import annotations

from app.claims.opening import OpenedClaim
from app.db import audit, awards, credentials, wallet_offers
from app.db.audit import Happening
from app.db.engine import Connection
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor


def withdraw_offer(services: Services, actor: Actor, offer_id: str) -> None:
    """Withdraw an offer of the actor's organisation; once more does no harm. Raises NotFound."""
    with services.database.write() as connection:
        award_id = wallet_offers.award_of(connection, offer_id)
        own = actor.organisation_id
        awards.get(connection, services.vault, award_id, organisation_id=own)
        _withdraw(connection, services, actor, award_id, offer_id)


def withdraw_offers_of(services: Services, actor: Actor, credential_id: str) -> None:
    """Withdraw all offers of a credential, the learner's own too. Raises NotFound."""
    with services.database.write() as connection:
        own = actor.organisation_id
        credential = credentials.get(connection, services.vault, credential_id, organisation_id=own)
        _withdraw(connection, services, actor, credential.award_id)


def withdraw_own_offer(services: Services, opened: OpenedClaim, offer_id: str) -> None:
    """Let a learner withdraw an offer of their credential. Raises NotFound."""
    with services.database.write() as connection:
        award_id = wallet_offers.award_of(connection, offer_id)
        credential = credentials.by_id(connection, services.vault, opened.claim.credential_id)
        if credential.award_id != award_id:
            raise NotFound("There is no such offer.")
        _withdraw(connection, services, opened.actor, award_id, offer_id)


def _withdraw(
    connection: Connection,
    services: Services,
    actor: Actor,
    award_id: str,
    offer_id: str | None = None,
) -> None:
    now = services.clock.now()
    for withdrawn in wallet_offers.withdraw(connection, award_id, offer_id, now=now):
        happening = Happening(
            action="offer.withdrawn",
            subject_kind="award",
            subject_id=award_id,
            organisation_id=actor.organisation_id,
            detail={"offer_id": withdrawn},
        )
        audit.append(connection, happening, actor, at=now)

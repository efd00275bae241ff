"""What wallets are told of a credential that ended after they were led to it, and what is noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import select

from app.claims.claiming import claim_of
from app.clock import RandomIds
from app.credential_status import change_status
from app.db import credentials
from app.db.tables import claims
from app.exchanges.beginning import begin_exchange
from app.exchanges.exchange import Exchange
from app.rights.erasing import erase
from app.rights.erasure import AskedBy
from app.services import Services
from issuer.model.credential import Credential, CredentialStatus
from issuer.standing import valid_until
from tests.app.db.school import School, SteppedClock
from tests.app.serving import Service
from tests.issuer.examples import BASE, DATA_LITERACY, ISSUER, LEARNER, NOW
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

SEED = "07" * 32
WALLETS = ("nothing", "VC-API", "LCW")


def expire(services: Services, credential: Credential) -> None:
    ends = valid_until(credential)
    assert ends is not None
    assert isinstance(services.clock, SteppedClock)
    services.clock.moment = ends


def revoke(services: Services, credential: Credential) -> None:
    change_status(services, ISSUER, credential.id, CredentialStatus.REVOKED, "Napaka.")


def erase_learner(services: Services, credential: Credential) -> None:
    with services.database.read() as connection:
        learner_id = credentials.learner_of(connection, credential.id)
    erase(services, learner_id, AskedBy.SCHOOL, actor=ISSUER)


ENDINGS: dict[tuple[int, str], Callable[[Services, Credential], None]] = {
    (409, "CREDENTIAL_ENDED"): expire,
    (409, "WRONG_STATE"): revoke,
    (404, "NOT_FOUND"): erase_learner,
}


def ending_soon(school: School) -> Credential:
    """Issue a credential to somebody, and let time pass until a minute before its end."""
    school.clock.moment = NOW
    somebody = replace(LEARNER, email=f"{RandomIds().new_id()}@example.com", identifier=None)
    award = school.approved_award(school.approved(DATA_LITERACY), school.learner(somebody))
    issued = school.issue(award)
    ends = valid_until(issued)
    assert ends is not None
    school.clock.moment = ends - timedelta(minutes=1)
    return issued


def message(node: NodePeers, exchange: Exchange, wallet: str) -> object:
    """Give what a wallet sends: nothing, a proof as VC-API has it, or the bare one of the LCW."""
    if wallet == "nothing":
        return {}
    asked = {"seed": SEED, "challenge": exchange.challenge}
    asked["created"] = exchange.began_at.isoformat().replace("+00:00", "Z")
    if wallet == "LCW":
        return node.call("lcw_present", asked)
    return {"verifiablePresentation": node.call("lcw_present", {**asked, "domain": BASE})}


def claimed_at(services: Services, credential: Credential) -> datetime | None:
    with services.database.read() as connection:
        its = claims.c.credential_id == credential.id
        return connection.scalars(select(claims.c.claimed_at).where(its)).one_or_none()


def test_what_has_ended_is_given_to_no_wallet(
    service: Service, school: School, node_peers: NodePeers
) -> None:
    services = service.services
    for (refusal, end), wallet in product(ENDINGS.items(), WALLETS):
        credential = ending_soon(school)
        claim_of(services, credential.id)
        exchange = begin_exchange(services, credential.id)
        end(services, credential)
        for answer in (
            service.get(f"{exchange.path}/protocols"),
            service.post(exchange.path, json=message(node_peers, exchange, wallet)),
        ):
            told = (answer.status_code, answer.json().get("code"))
            assert told == refusal, wallet
        assert claimed_at(services, credential) is None, "nobody has got anything"


def test_a_credential_counts_as_taken_when_a_wallet_has_it(
    service: Service, school: School, node_peers: NodePeers
) -> None:
    services = service.services
    for wallet in WALLETS:
        credential = ending_soon(school)
        claim_of(services, credential.id)
        exchange = begin_exchange(services, credential.id)
        assert claimed_at(services, credential) is None
        given = service.post(exchange.path, json=message(node_peers, exchange, wallet))
        assert given.status_code == 200, given.text
        assert claimed_at(services, credential) == school.clock.moment

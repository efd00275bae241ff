"""What wallets get of a credential whose time is over: what they had, and nothing new."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.db import tables
from app.exchanges.beginning import begin_exchange
from app.oauth.errors import OAuthError
from app.oauth.grant import Grant
from app.oid4vci.configurations import CONFIGURATIONS
from app.oid4vci.delivering import delivered
from app.oid4vci.offers import Terms, make_offer
from app.services import Services
from issuer.errors import CredentialEnded
from issuer.model.credential import Credential
from issuer.model.holder_copy import CopyFormat
from issuer.standing import valid_until
from tests.app.db.school import School, SteppedClock
from tests.app.holder_copies.test_issuing import P256_HOLDER, body, copy
from tests.issuer.examples import DATA_LITERACY

MOMENT = timedelta(microseconds=1)


@pytest.fixture
def credential(school: School) -> Credential:
    """Give a credential that ends after three years."""
    return school.issued(DATA_LITERACY)


def at_its_end(services: Services, credential: Credential, *, before: timedelta) -> None:
    ends = valid_until(credential)
    assert ends is not None
    assert isinstance(services.clock, SteppedClock)
    services.clock.moment = ends - before


def test_until_its_end_a_copy_is_signed_and_from_then_on_none(
    services: Services, credential: Credential
) -> None:
    at_its_end(services, credential, before=MOMENT)
    last = copy(services, credential)
    at_its_end(services, credential, before=timedelta(0))
    for kind in CopyFormat:
        with pytest.raises(CredentialEnded, match="valid until 20"):
            copy(services, credential, P256_HOLDER, kind)
    assert body(copy(services, credential)) == body(last), "what a wallet had it gets again"
    with services.database.read() as connection:
        kept = connection.scalar(select(func.count()).select_from(tables.holder_copies))
    assert kept == 1, "a refusal leaves no intent"


def test_a_wallet_is_told_in_the_words_of_its_protocol(
    services: Services, credential: Credential
) -> None:
    at_its_end(services, credential, before=timedelta(0))
    grant = Grant(id="grant", offer_id="offer", scopes=(), award_ids=(credential.award_id,))
    for configuration in CONFIGURATIONS:
        with pytest.raises(OAuthError, match="valid until 20") as refused:
            delivered(services, grant, configuration, credential.id, [P256_HOLDER])
        assert refused.value.error == "credential_request_denied"


def test_nobody_is_led_to_what_has_ended(services: Services, credential: Credential) -> None:
    at_its_end(services, credential, before=timedelta(0))
    with pytest.raises(CredentialEnded):
        begin_exchange(services, credential.id)
    terms = Terms(ends=services.clock.now() + timedelta(hours=1), with_tx_code=False)
    with pytest.raises(CredentialEnded), services.database.write() as connection:
        make_offer(connection, services, credential.award_id, terms)
    with services.database.read() as connection:
        offers = select(func.count()).select_from(tables.wallet_offers)
        assert connection.scalar(offers) == 0

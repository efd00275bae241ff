"""app.claims.giving: a school gives links, renews and ends them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.claims.claim import ClaimEnded
from app.claims.claiming import open_claim
from app.claims.giving import ClaimWish, end_claim, give_claim, standing_claim
from app.db import audit, claim_rules
from app.db.claim_rules import ClaimRules
from app.services import Services
from issuer.errors import NotFound
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School, SteppedClock
from tests.issuer.examples import ISSUER, NOW, SCHOOL_ID

AS_IT_IS = ClaimWish()
STRANGER = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)


def test_a_school_sees_how_a_claim_stands(services: Services, school: School) -> None:
    credential_id = school.issued().id
    with pytest.raises(NotFound):
        standing_claim(services, ISSUER, credential_id)
    given = give_claim(services, ISSUER, credential_id, AS_IT_IS)
    assert given == give_claim(services, ISSUER, credential_id, AS_IT_IS)
    assert given == standing_claim(services, ISSUER, credential_id)


def test_a_new_link_ends_the_old_one(
    services: Services, school: School, clock: SteppedClock
) -> None:
    first = give_claim(services, ISSUER, school.issued().id, AS_IT_IS)
    wish = ClaimWish(expires_at=LATER, renew=True)
    second = give_claim(services, ISSUER, first.credential_id, wish)
    with pytest.raises(NotFound):
        open_claim(services, first.token)
    clock.moment = LATER - timedelta(microseconds=1)
    assert open_claim(services, second.token).id == first.id
    clock.moment = LATER
    with pytest.raises(ClaimEnded):
        open_claim(services, second.token)


def test_an_ended_link_says_so_until_there_is_a_new_one(services: Services, school: School) -> None:
    claim = give_claim(services, ISSUER, school.issued().id, AS_IT_IS)
    for _ in range(2):
        end_claim(services, ISSUER, claim.credential_id)
    with pytest.raises(ClaimEnded):
        open_claim(services, claim.token)
    again = give_claim(services, ISSUER, claim.credential_id, AS_IT_IS)
    assert not again.is_open(NOW)
    renewed = give_claim(services, ISSUER, claim.credential_id, ClaimWish(renew=True))
    assert open_claim(services, renewed.token).is_open(LATER)
    with services.database.read() as connection:
        told = audit.listed(
            connection, organisation_id=SCHOOL_ID, subject_id=claim.credential_id, limit=3
        )
    assert [one.action for one in told] == ["claim.renewed", "claim.ended", "claim.made"]


def test_a_school_s_rules_give_links_their_end(services: Services, school: School) -> None:
    with services.database.write() as connection:
        claim_rules.save(connection, SCHOOL_ID, ClaimRules(link_days=30), now=NOW)
    given = give_claim(services, ISSUER, school.issued().id, AS_IT_IS)
    assert given.expires_at == NOW + timedelta(days=30)
    later = give_claim(services, ISSUER, given.credential_id, ClaimWish(expires_at=LATER))
    assert (later.expires_at, later.token) == (LATER, given.token)


def test_others_credentials_are_not_there(services: Services, school: School) -> None:
    claim = give_claim(services, ISSUER, school.issued().id, AS_IT_IS)
    with pytest.raises(NotFound):
        standing_claim(services, STRANGER, claim.credential_id)
    with pytest.raises(NotFound):
        give_claim(services, STRANGER, claim.credential_id, ClaimWish(renew=True))
    with pytest.raises(NotFound):
        end_claim(services, STRANGER, claim.credential_id)
    open_claim(services, claim.token)

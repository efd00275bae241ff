"""app.claims.claiming: one link for each credential, that can end and never wears out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.claims.claiming import claim_of, note_claimed, open_claim
from app.db.tables import claims
from app.services import Services
from issuer.errors import NotFound
from tests.app.db.school import LATER, School, SteppedClock
from tests.issuer.examples import NOW


def test_a_credential_has_one_claim(services: Services, school: School) -> None:
    issued = school.issued()
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: claim_of(services, issued.id), range(4)))
    assert len({claim.id for claim in made}) == len({claim.url for claim in made}) == 1
    assert made[0].url == f"http://localhost:8000/claim/{made[0].token}"
    assert len(made[0].token) == 43
    assert made[0].token not in repr(made[0])


def test_what_was_not_issued_has_no_claim(services: Services) -> None:
    with pytest.raises(NotFound):
        claim_of(services, "0b5f2a10-0000-4000-8000-00000000000f")


def test_opening_is_noted_once_and_consumes_nothing(
    services: Services, school: School, clock: SteppedClock
) -> None:
    claim = claim_of(services, school.issued().id)
    assert claim.opened_at is None
    assert open_claim(services, claim.token).opened_at == NOW
    clock.moment = LATER
    assert open_claim(services, claim.token).opened_at == NOW
    assert claim_of(services, claim.credential_id).opened_at == NOW


def test_a_wrong_link_leads_nowhere(services: Services, school: School) -> None:
    claim = claim_of(services, school.issued().id)
    for wrong in (claim.token[:-1], claim.token + "A", claim.id, "", "🙂"):
        with pytest.raises(NotFound):
            open_claim(services, wrong)


def test_taking_away_is_noted_once(services: Services, school: School, clock: SteppedClock) -> None:
    claim = claim_of(services, school.issued().id)
    for moment in (NOW, LATER):
        clock.moment = moment
        with services.database.write() as connection:
            note_claimed(connection, services, claim.credential_id)
    assert claim_of(services, claim.credential_id).claimed_at == NOW


def test_the_token_stands_nowhere_in_plain(services: Services, school: School) -> None:
    claim = claim_of(services, school.issued().id)
    with services.database.read() as connection:
        row = connection.execute(select(claims)).one()
    assert all(claim.token.encode() not in bytes(str(value), "utf-8") for value in row)
    assert claim.token.encode() not in bytes(row.token_sealed)

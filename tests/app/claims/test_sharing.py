"""app.claims.sharing: links of the learner's own making, with lives of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.claims.claiming import claim_of
from app.claims.sharing import (
    ShareEnded,
    ShareWish,
    TooManyOpen,
    end_share,
    share,
    shared_by,
    shared_credential,
)
from app.services import Services
from issuer.errors import NotFound
from tests.app.db.school import School, SteppedClock
from tests.app.db.test_personal_data import stored
from tests.issuer.examples import LEARNER, NOW

LABEL = "Za Kovinarstvo Žagar"


def test_a_link_shows_the_credential_until_it_is_ended(services: Services, school: School) -> None:
    claim = claim_of(services, school.issued().id)
    link = share(services, claim, ShareWish(label=f" {LABEL} "))
    other = share(services, claim, ShareWish(label=""))
    assert shared_credential(services, link.token) == claim.credential_id
    for _ in range(2):
        end_share(services, claim, link.id)
    with pytest.raises(ShareEnded):
        shared_credential(services, link.token)
    assert shared_credential(services, other.token) == claim.credential_id
    known = {each.id: (each.label, each.ended_at) for each in shared_by(services, claim)}
    assert known == {link.id: (LABEL, NOW), other.id: ("", None)}
    assert claim_of(services, claim.credential_id).claimed_at == NOW


def test_a_link_ends_by_itself_after_its_days(
    services: Services, school: School, clock: SteppedClock
) -> None:
    claim = claim_of(services, school.issued().id)
    link = share(services, claim, ShareWish(label="", days=7))
    clock.moment = NOW + timedelta(days=7) - timedelta(seconds=1)
    shared_credential(services, link.token)
    clock.moment = NOW + timedelta(days=7)
    with pytest.raises(ShareEnded):
        shared_credential(services, link.token)


def test_nobody_ends_or_finds_what_is_not_theirs(services: Services, school: School) -> None:
    version = school.approved()
    mine, theirs = (
        claim_of(services, school.issue(school.approved_award(version, school.learner(who))).id)
        for who in (LEARNER, replace(LEARNER, identifier="77"))
    )
    link = share(services, mine, ShareWish(label=LABEL))
    with pytest.raises(NotFound):
        end_share(services, theirs, link.id)
    assert shared_by(services, theirs) == []
    for wrong in (link.token[1:], mine.token, ""):
        with pytest.raises(NotFound):
            shared_credential(services, wrong)


def test_there_is_an_end_to_making_links(services: Services, school: School) -> None:
    claim = claim_of(services, school.issued().id)
    links = [share(services, claim, ShareWish(label="")) for _ in range(50)]
    with pytest.raises(TooManyOpen):
        share(services, claim, ShareWish(label=""))
    end_share(services, claim, links[0].id)
    share(services, claim, ShareWish(label=""))


def test_no_label_and_no_token_stands_in_plain(services: Services, school: School) -> None:
    claim = claim_of(services, school.issued().id)
    link = share(services, claim, ShareWish(label=LABEL))
    everything = stored(school).decode(errors="replace")
    assert LABEL not in everything
    assert link.token not in everything
    assert link.id in everything

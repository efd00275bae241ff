"""app.claims.guardians: who is asked before a minor is written to, and what they said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.claims.guardian_links import give_guardian_link
from app.claims.guardians import (
    Permission,
    decide,
    family_of,
    guardian_of,
    guardian_url,
    needs_guardian,
    permission_of,
)
from app.db import audit, claim_rules, learners
from app.db.claim_rules import SLOVENIAN_AGE, ClaimRules
from app.db.guardians import Guardian
from app.services import Services
from issuer.errors import NotFound, WrongState
from issuer.model.award import Learner
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.app.db.test_personal_data import stored
from tests.issuer.examples import ISSUER, LEARNER, NOW, SCHOOL_ID

TODAY = NOW.date()
PARENT = "Mama.Vida@Example.com"
CHILD = replace(
    LEARNER,
    identifier="os-7",
    name="Zoja Vidmar",
    date_of_birth=date(TODAY.year - 12, 5, 5),
    guardian_email=PARENT,
)
SIBLING = replace(
    CHILD, identifier="os-8", name="Žan Vidmar", guardian_email=" mama.vida@example.COM"
)


def asked(services: Services, learner: Learner) -> Guardian:
    with services.database.write() as connection:
        return guardian_of(connection, services, learner)


def permission(services: Services, learner: Learner) -> Permission:
    with services.database.read() as connection:
        return permission_of(connection, services, learner)


@pytest.mark.parametrize(
    ("born", "named", "needed"),
    [
        (None, False, False),
        (None, True, True),
        (date(2011, 1, 11), False, True),
        (date(2011, 1, 10), False, False),
        (date(2011, 1, 10), True, True),
        (date(2008, 1, 11), True, True),
        (date(2008, 1, 10), True, False),
    ],
)
def test_a_guardian_speaks_until_a_birthday(
    born: date | None, *, named: bool, needed: bool
) -> None:
    learner = replace(LEARNER, date_of_birth=born, guardian_email=PARENT if named else None)
    assert needs_guardian(learner, SLOVENIAN_AGE, date(2026, 1, 10)) is needed


def test_a_school_hands_over_the_link_and_that_is_written_down(
    services: Services, school: School
) -> None:
    child = school.learner(CHILD)
    given = give_guardian_link(services, ISSUER, child.id)
    assert given.url == guardian_url(services, asked(services, child))
    assert given.permission is Permission.WAITING
    assert repr(given) == f"GuardianLink(permission={Permission.WAITING!r})"
    with services.database.read() as connection:
        records = audit.listed(connection, organisation_id=SCHOOL_ID, subject_id=child.id)
    assert [each.action for each in records] == ["guardian.link-given", "guardian.named"]
    assert records[0].actor_id == ISSUER.id


def test_no_link_is_given_where_nobody_is_asked_or_known(
    services: Services, school: School
) -> None:
    grown, alone = school.learner(LEARNER), school.learner(replace(CHILD, guardian_email=None))
    with pytest.raises(WrongState):
        give_guardian_link(services, ISSUER, grown.id)
    with pytest.raises(NotFound, match="not known"):
        give_guardian_link(services, ISSUER, alone.id)
    stranger = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)
    with pytest.raises(NotFound):
        give_guardian_link(services, stranger, alone.id)


def test_who_was_born_on_a_leap_day_grows_up_in_march() -> None:
    learner = replace(LEARNER, date_of_birth=date(2012, 2, 29))
    assert needs_guardian(learner, SLOVENIAN_AGE, date(2027, 2, 28))
    assert not needs_guardian(learner, SLOVENIAN_AGE, date(2027, 3, 1))


def test_a_school_sets_its_age(services: Services, school: School) -> None:
    learner = school.learner(replace(LEARNER, date_of_birth=date(TODAY.year - 15, 1, 1)))
    assert permission(services, learner) is Permission.NOT_NEEDED
    with services.database.write() as connection:
        for age in (17, 16):
            claim_rules.save(connection, SCHOOL_ID, ClaimRules(guardian_age=age), now=NOW)
    assert permission(services, learner) is Permission.NO_ADDRESS


def test_a_guardian_sees_all_their_children_and_speaks_for_each(
    services: Services, school: School
) -> None:
    child, sibling = school.learner(CHILD), school.learner(SIBLING)
    assert permission(services, child) is Permission.WAITING
    guardian = asked(services, child)
    assert asked(services, child) == asked(services, sibling) == guardian
    assert guardian_url(services, guardian).endswith(f"/guardian/{guardian.token}")
    decide(services, guardian.token, child.id, agrees=True)
    decide(services, guardian.token, sibling.id, agrees=False)
    family = family_of(services, guardian.token)
    assert {each.learner.name: each.permission for each in family.children} == {
        "Zoja Vidmar": Permission.GIVEN,
        "Žan Vidmar": Permission.REFUSED,
    }
    assert permission(services, child).allows
    assert not permission(services, sibling).allows
    with services.database.read() as connection:
        told = audit.listed(connection, organisation_id=SCHOOL_ID, subject_id=child.id)
    assert [(one.action, one.actor_id) for one in told] == [
        ("guardian.agreed", guardian.id),
        ("guardian.named", guardian.id),
    ]


def test_another_address_is_another_guardian_who_is_asked_anew(
    services: Services, school: School
) -> None:
    child = school.learner(CHILD)
    first = asked(services, child)
    decide(services, first.token, child.id, agrees=True)
    with services.database.write() as connection:
        moved = learners.find_or_create(
            connection, services.vault, replace(CHILD, guardian_email="oce@example.com"), now=NOW
        ).learner
    assert permission(services, moved) is Permission.WAITING
    assert family_of(services, first.token).children == ()
    with pytest.raises(NotFound):
        decide(services, first.token, child.id, agrees=True)
    second = asked(services, moved)
    assert second.id != first.id
    assert permission(services, moved) is Permission.WAITING


def test_nobody_speaks_for_the_children_of_others(services: Services, school: School) -> None:
    mine, theirs = (
        school.learner(CHILD),
        school.learner(replace(SIBLING, guardian_email="drugi@example.com")),
    )
    guardian = asked(services, mine)
    asked(services, theirs)
    with pytest.raises(NotFound):
        decide(services, guardian.token, theirs.id, agrees=True)
    with pytest.raises(NotFound):
        family_of(services, guardian.token[:-1])
    with pytest.raises(NotFound):
        asked(services, school.learner(replace(LEARNER, identifier="os-9")))


def test_a_guardian_can_not_be_read_out_of_the_tables(services: Services, school: School) -> None:
    guardian = asked(services, school.learner(CHILD))
    everything = stored(school).decode(errors="replace").casefold()
    assert PARENT.casefold() not in everything
    assert guardian.token.casefold() not in everything
    assert guardian.id in everything

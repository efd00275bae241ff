"""app.claims.naming_guardians: whom to ask, said later by the school or by the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.claims.claiming import claim_of
from app.claims.guardians import Permission, decide, family_of, guardian_of
from app.claims.naming_guardians import name_guardian, name_own_guardian
from app.claims.opening import GuardianFirst, opened, opened_in_full
from app.db import learners
from app.services import Services
from issuer.errors import InvalidContent, NotFound, WrongState
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.issuer.examples import ISSUER, LEARNER, NOW

PARENT = "mama@example.com"
CHILD = replace(LEARNER, date_of_birth=date(NOW.year - 12, 5, 5))


def childs_token(services: Services, school: School) -> str:
    award = school.approved_award(school.approved(), school.learner(CHILD))
    return claim_of(services, school.issue(award).id).token


def test_a_child_says_whom_to_ask_once_and_waits_for_them(
    services: Services, school: School
) -> None:
    token = childs_token(services, school)
    found = opened(services, token)
    assert found.permission is Permission.NO_ADDRESS
    with pytest.raises(InvalidContent):
        name_own_guardian(services, found, CHILD.email.upper())
    name_own_guardian(services, found, PARENT)
    asked = opened(services, token)
    assert asked.permission is Permission.WAITING
    with pytest.raises(WrongState):
        name_own_guardian(services, asked, "drugi@example.com")
    with pytest.raises(GuardianFirst):
        opened_in_full(services, token)
    with services.database.write() as connection:
        guardian = guardian_of(connection, services, asked.learner)
    assert [each.learner for each in family_of(services, guardian.token).children] == [
        asked.learner
    ]
    decide(services, guardian.token, asked.learner.id, agrees=True)
    assert opened_in_full(services, token).learner == replace(found.learner, guardian_email=PARENT)


def test_a_school_names_and_changes_a_guardian(services: Services, school: School) -> None:
    token = childs_token(services, school)
    learner_id = opened(services, token).learner.id
    assert name_guardian(services, ISSUER, learner_id, PARENT) is Permission.WAITING
    assert name_guardian(services, ISSUER, learner_id, "oce@example.com") is Permission.WAITING
    with services.database.read() as connection:
        known = learners.by_id(connection, services.vault, learner_id)
    assert known.guardian_email == "oce@example.com"
    stranger = replace(ISSUER, organisation_id=OTHER_SCHOOL_ID)
    with pytest.raises(NotFound):
        name_guardian(services, stranger, learner_id, PARENT)

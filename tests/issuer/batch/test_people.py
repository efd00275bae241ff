"""The same person twice in a file is found as the register of learners finds people again."""

from __future__ import annotations

from datetime import date

from issuer.batch.people import People
from issuer.model.award import Learner


def learner(
    email: str, number: str | None = None, born: date | None = None, name: str = "Ana"
) -> Learner:
    return Learner(
        id="",
        organisation_id="school",
        name=name,
        email=email,
        identifier=number,
        date_of_birth=born,
    )


def test_an_address_is_the_same_in_any_case() -> None:
    people = People()
    assert people.row_of(learner("ana@example.com"), 2) is None
    assert people.row_of(learner(" ANA@example.com"), 3) == 2


def test_two_numbers_are_two_learners_of_one_family_address() -> None:
    people = People()
    assert people.row_of(learner("doma@example.com", "1"), 2) is None
    assert people.row_of(learner("doma@example.com", "2"), 3) is None
    assert people.row_of(learner("drugam@example.com", "1"), 4) == 2


def test_a_learner_without_number_is_the_only_one_of_the_address() -> None:
    people = People()
    assert people.row_of(learner("ana@example.com", "1"), 2) is None
    assert people.row_of(learner("ana@example.com"), 3) == 2


def test_another_date_of_birth_is_another_learner() -> None:
    people = People()
    people.row_of(learner("doma@example.com", born=date(1999, 1, 1)), 2)
    assert people.is_another(learner("doma@example.com", born=date(2001, 1, 1)))
    assert not people.is_another(learner("doma@example.com", born=date(1999, 1, 1)))
    assert not people.is_another(learner("doma@example.com"))

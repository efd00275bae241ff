"""app.db.learners: one learner stays one learner, and nobody reads what is personal."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from app.db import learners, tables
from app.db.learners import AnotherLearner
from app.db.paging import Paging
from app.keys.sealing import SealBroken, vault
from issuer.errors import NotFound
from issuer.model.award import Learner
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School
from tests.issuer.examples import LEARNER, SCHOOL_ID


def enter(school: School, learner: Learner) -> Learner:
    fresh = replace(learner, id=school.ids.new_id())
    with school.database.write() as connection:
        return learners.find_or_create(connection, school.vault, fresh, now=LATER).learner


NO_NUMBER = replace(LEARNER, identifier=None)


def test_a_learner_comes_back_as_entered(school: School) -> None:
    entered = enter(school, LEARNER)
    assert entered == replace(LEARNER, id=entered.id)
    with school.database.read() as connection:
        loaded = learners.get(connection, school.vault, entered.id, organisation_id=SCHOOL_ID)
    assert loaded == entered


def test_the_same_number_is_the_same_learner_whatever_the_address(school: School) -> None:
    first = enter(school, LEARNER)
    moved = enter(school, replace(LEARNER, email="nova@posta.example"))
    assert moved == replace(first, email="nova@posta.example")
    assert enter(school, replace(NO_NUMBER, email="NOVA@posta.example ")).id == first.id


@pytest.mark.parametrize("email", ["ana@posta.example", " ANA@Posta.Example"])
def test_the_same_address_is_the_same_learner(school: School, email: str) -> None:
    first = enter(school, replace(NO_NUMBER, email="Ana@posta.example"))
    assert enter(school, replace(NO_NUMBER, email=email)).id == first.id


def test_a_number_that_comes_later_is_kept(school: School) -> None:
    first = enter(school, NO_NUMBER)
    assert enter(school, LEARNER).id == first.id
    assert enter(school, replace(LEARNER, email="x@posta.example")).id == first.id


def test_what_is_not_said_again_is_not_forgotten(school: School) -> None:
    enter(school, LEARNER)
    again = enter(school, replace(LEARNER, given_name=None, date_of_birth=None))
    assert again.given_name == LEARNER.given_name
    assert again.date_of_birth == LEARNER.date_of_birth


def test_a_family_shares_an_address_by_numbers_of_their_own(school: School) -> None:
    ids = {enter(school, replace(LEARNER, identifier=number)).id for number in ("1", "2", "3")}
    assert len(ids) == 3


def test_another_birthday_at_the_same_address_is_not_the_same_learner(school: School) -> None:
    enter(school, NO_NUMBER)
    with pytest.raises(AnotherLearner):
        enter(school, replace(NO_NUMBER, date_of_birth=date(1970, 1, 1)))


def test_two_schools_have_two_learners(school: School) -> None:
    here = enter(school, LEARNER)
    there = enter(school, replace(LEARNER, organisation_id=OTHER_SCHOOL_ID))
    assert here.id != there.id
    with school.database.read() as connection:
        hashes = connection.execute(
            select(tables.learners.c.email_lookup, tables.learners.c.identifier_lookup)
        ).all()
    assert len({bytes(value) for row in hashes for value in row}) == 4


def test_another_school_does_not_see_the_learner(school: School) -> None:
    entered = enter(school, LEARNER)
    with school.database.read() as connection:
        with pytest.raises(NotFound):
            learners.get(connection, school.vault, entered.id, organisation_id=OTHER_SCHOOL_ID)
        strange = learners.listed(
            connection, school.vault, organisation_id=OTHER_SCHOOL_ID, paging=Paging()
        )
        own = learners.listed(connection, school.vault, organisation_id=SCHOOL_ID, paging=Paging())
    assert strange.items == ()
    assert own.items == (entered,)


def test_requests_at_once_enter_the_learner_once(school: School) -> None:
    ids: list[str] = []
    threads = [
        threading.Thread(target=lambda: ids.append(enter(school, LEARNER).id)) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 6
    assert len(set(ids)) == 1


def test_without_the_data_key_nothing_is_read(school: School) -> None:
    """What a later erasure does: the key goes, and with it everything it closed."""
    entered = enter(school, LEARNER)
    with school.database.write() as connection:
        gone = {"data_key_sealed": None, "personal_sealed": None, "erased_at": LATER}
        connection.execute(update(tables.learners).values(gone))
        with pytest.raises(NotFound):
            learners.by_id(connection, school.vault, entered.id)


def test_another_master_key_opens_nothing(school: School) -> None:
    entered = enter(school, LEARNER)
    with school.database.read() as connection, pytest.raises(SealBroken):
        learners.by_id(connection, vault(b"x" * 32), entered.id)


def test_one_learner_s_row_does_not_open_in_another_s_place(school: School) -> None:
    first = enter(school, LEARNER)
    second = enter(school, replace(LEARNER, identifier="2"))
    rows = tables.learners
    with school.database.write() as connection:
        query = select(rows.c.personal_sealed, rows.c.data_key_sealed)
        sealed = connection.execute(query.where(rows.c.id == first.id)).one()
        moved = update(rows).where(rows.c.id == second.id)
        connection.execute(moved.values(sealed._asdict()))
        with pytest.raises(SealBroken):
            learners.by_id(connection, school.vault, second.id)

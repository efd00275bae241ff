"""app.db.awards: once per learner and version, unless it corrects."""

from dataclasses import replace

import pytest

from app.db import awards, credentials
from app.db.awards import AwardFilter
from app.db.paging import Paging
from issuer import awarding
from issuer.errors import AlreadyDecided, AlreadyExists, AlreadyIssued, NotFound
from issuer.model.award import Award, AwardState
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.issuer.examples import ISSUER, LEARNER, NOW, SCHOOL_ID


def propose(school: School, *, corrects: Award | None = None) -> Award:
    version, learner = school.approved(), school.learner()
    with school.database.write() as connection:
        return school.propose(connection, version, learner, corrects=corrects)


def load(school: School, award_id: str, organisation_id: str = SCHOOL_ID) -> Award:
    with school.database.read() as connection:
        return awards.get(connection, school.vault, award_id, organisation_id=organisation_id)


def decline(school: School, award: Award) -> None:
    with school.database.write() as connection:
        declined = awarding.decline(award, ISSUER, now=NOW)
        awards.save(connection, declined, previous=award)


def test_an_award_comes_back_as_proposed(school: School) -> None:
    award = propose(school)
    assert load(school, award.id) == award


def test_another_school_does_not_see_it(school: School) -> None:
    award = propose(school)
    with pytest.raises(NotFound):
        load(school, award.id, OTHER_SCHOOL_ID)


def test_a_second_award_waits_for_the_first(school: School) -> None:
    version, learner = school.approved(), school.learner()
    with school.database.write() as connection:
        school.propose(connection, version, learner)
    with pytest.raises(AlreadyExists, match="Go on with that one"):
        school.approved_award(version, learner)


def test_an_issued_award_is_not_given_again(school: School) -> None:
    version, learner = school.approved(), school.learner()
    school.issue(school.approved_award(version, learner))
    with pytest.raises(AlreadyIssued):
        school.approved_award(version, learner)


def test_a_declined_award_leaves_the_place_free(school: School) -> None:
    version, learner = school.approved(), school.learner()
    with school.database.write() as connection:
        first = school.propose(connection, version, learner)
    decline(school, first)
    assert load(school, first.id).state is AwardState.DECLINED
    assert school.approved_award(version, learner).state is AwardState.APPROVED


def test_a_decision_is_taken_once(school: School) -> None:
    award = propose(school)
    decline(school, award)
    with pytest.raises(AlreadyDecided):
        decline(school, award)


def test_a_correction_takes_the_place_of_what_it_corrects(school: School) -> None:
    version, learner = school.approved(), school.learner()
    award = school.approved_award(version, learner)
    old = school.issue(award)
    correction = school.approved_award(version, learner, corrects=load(school, award.id))
    new = school.issue(correction)
    with school.database.read() as connection:
        loaded = credentials.by_id(connection, school.vault, old.id)
    assert loaded.superseded_by == new.id
    assert new.superseded_by is None


def test_only_one_correction_at_a_time(school: School) -> None:
    version, learner = school.approved(), school.learner()
    award = school.approved_award(version, learner)
    school.issue(award)
    issued = load(school, award.id)
    school.approved_award(version, learner, corrects=issued)
    with pytest.raises(AlreadyExists, match="corrected already"):
        school.approved_award(version, learner, corrects=issued)


def test_a_declined_correction_lets_the_first_stand(school: School) -> None:
    version, learner = school.approved(), school.learner()
    award = school.approved_award(version, learner)
    school.issue(award)
    issued = load(school, award.id)
    with school.database.write() as connection:
        correction = school.propose(connection, version, learner, corrects=issued)
    decline(school, correction)
    with pytest.raises(AlreadyIssued):
        school.approved_award(version, learner)
    assert school.approved_award(version, learner, corrects=issued).supersedes == award.id


def test_lists_are_narrowed(school: School) -> None:
    version, ana = school.approved(), school.learner()
    other = school.learner(replace(LEARNER, identifier="2"))
    approved = school.approved_award(version, ana)
    with school.database.write() as connection:
        proposed = school.propose(connection, version, other)
    school.approved_award(school.approved(), ana)

    def ids(organisation_id: str = SCHOOL_ID, **wanted: object) -> set[str]:
        with school.database.read() as connection:
            found = awards.listed(
                connection,
                school.vault,
                organisation_id=organisation_id,
                wanted=AwardFilter(**wanted),  # type: ignore[arg-type]  # named by the test
                paging=Paging(),
            )
        assert found.total == len(found.items)
        return {award.id for award in found.items}

    assert len(ids()) == 3
    assert ids(organisation_id=OTHER_SCHOOL_ID) == set()
    assert ids(state=AwardState.PROPOSED) == {proposed.id}
    assert ids(programme_id=version.programme_id, learner_id=ana.id) == {approved.id}

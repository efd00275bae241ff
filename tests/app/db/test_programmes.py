"""app.db.programmes: versions as their school and its review body see them."""

from dataclasses import replace

import pytest

from app.db import programmes
from app.db.paging import Paging
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.approval import ProgrammeState, ProgrammeVersion, Step
from issuer.model.programme import Level, ProgrammeContent
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School, approved, draft, stepped
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS, REVIEW_BODY_ID, SCHOOL_ID


def enter(school: School, version: ProgrammeVersion) -> ProgrammeVersion:
    with school.database.write() as connection:
        programmes.add(connection, version)
    return version


def submit(school: School, version: ProgrammeVersion) -> ProgrammeVersion:
    submitted = stepped(version, Step.SUBMIT, ProgrammeState.SUBMITTED, school.ids, at=LATER)
    with school.database.write() as connection:
        programmes.save(connection, submitted, previous=version)
    return submitted


def newest(school: School, version: ProgrammeVersion, organisation_id: str) -> ProgrammeVersion:
    with school.database.read() as connection:
        return programmes.newest(connection, version.programme_id, organisation_id=organisation_id)


@pytest.mark.parametrize(
    "content",
    [
        HEAT_PUMPS,
        DATA_LITERACY,
        ProgrammeContent(),
        ProgrammeContent(level=Level(sok=10**12, eqf=-1), isced_f="no code", title={"sl": "\0"}),
    ],
    ids=["full", "in ECTS", "empty", "senseless"],
)
def test_a_draft_comes_back_as_it_was(school: School, content: ProgrammeContent) -> None:
    version = enter(school, draft(school.ids, content))
    assert newest(school, version, SCHOOL_ID) == version


def test_steps_and_decisions_come_back_in_order(school: School) -> None:
    version = school.approved()
    with school.database.read() as connection:
        assert programmes.by_id(connection, version.id) == version
    assert [decision.step for decision in version.decisions] == [Step.SUBMIT, Step.APPROVE]


def test_of_two_writers_the_second_is_told(school: School) -> None:
    version = enter(school, draft(school.ids))
    submit(school, version)
    with pytest.raises(ConcurrentChange):
        submit(school, version)


def test_a_draft_is_seen_by_its_school_alone(school: School) -> None:
    version = enter(school, draft(school.ids))
    assert newest(school, version, SCHOOL_ID) == version
    for stranger in (REVIEW_BODY_ID, OTHER_SCHOOL_ID):
        with pytest.raises(NotFound):
            newest(school, version, stranger)


def test_what_is_submitted_is_seen_by_the_review_body_too(school: School) -> None:
    version = submit(school, enter(school, draft(school.ids)))
    assert newest(school, version, REVIEW_BODY_ID) == version
    with pytest.raises(NotFound):
        newest(school, version, OTHER_SCHOOL_ID)


def second_draft(school: School, first: ProgrammeVersion) -> ProgrammeVersion:
    second = replace(
        first,
        id=school.ids.new_id(),
        number=2,
        state=ProgrammeState.DRAFT,
        decisions=(),
        revision=1,
    )
    with school.database.write() as connection:
        programmes.add_version(connection, second)
    return second


def test_each_sees_the_newest_version_that_is_for_him(school: School) -> None:
    first = school.approved()
    second = second_draft(school, first)
    assert newest(school, first, SCHOOL_ID) == second
    assert newest(school, first, REVIEW_BODY_ID) == first
    with school.database.read() as connection:
        by_number = programmes.numbered(
            connection, first.programme_id, 1, organisation_id=SCHOOL_ID
        )
        awardable = programmes.newest_approved(
            connection, first.programme_id, organisation_id=SCHOOL_ID
        )
    assert by_number == awardable == first


def test_a_programme_has_one_open_version(school: School) -> None:
    first = school.approved()
    second = second_draft(school, first)
    third = replace(second, id=school.ids.new_id(), number=3)
    with pytest.raises(ConcurrentChange), school.database.write() as connection:
        programmes.add_version(connection, third)


def test_another_school_s_approved_version_can_not_be_awarded(school: School) -> None:
    version = school.approved()
    with pytest.raises(NotFound), school.database.read() as connection:
        programmes.newest_approved(
            connection, version.programme_id, organisation_id=OTHER_SCHOOL_ID
        )


def test_lists_hold_one_version_of_each_programme(school: School) -> None:
    old = school.approved()
    new = second_draft(school, old)
    submitted = submit(school, enter(school, draft(school.ids)))
    with school.database.read() as connection:
        own = programmes.listed(connection, organisation_id=SCHOOL_ID, paging=Paging())
        reviewed = programmes.listed(connection, organisation_id=REVIEW_BODY_ID, paging=Paging())
        strange = programmes.listed(connection, organisation_id=OTHER_SCHOOL_ID, paging=Paging())
        drafts = programmes.listed(
            connection,
            organisation_id=SCHOOL_ID,
            state=ProgrammeState.DRAFT,
            paging=Paging(size=1),
        )
    assert own.items == (submitted, new)
    assert reviewed.items == (submitted, old)
    assert (strange.items, strange.total) == ((), 0)
    assert (drafts.items, drafts.total) == ((new,), 1)


def test_a_page_holds_no_more_than_asked(school: School) -> None:
    for _ in range(5):
        enter(school, draft(school.ids))
    with school.database.read() as connection:
        second = programmes.listed(
            connection, organisation_id=SCHOOL_ID, paging=Paging(page=2, size=3)
        )
    assert (len(second.items), second.total) == (2, 5)


def test_retiring_leaves_the_content_byte_for_byte(school: School) -> None:
    version = school.approved()
    retired = stepped(version, Step.RETIRE, ProgrammeState.RETIRED, school.ids, at=LATER)
    with school.database.write() as connection:
        before = connection.exec_driver_sql("SELECT content FROM programme_versions").scalar()
        programmes.save(connection, retired, previous=version)
        after = connection.exec_driver_sql("SELECT content FROM programme_versions").scalar()
    assert before == after
    assert newest(school, version, SCHOOL_ID) == retired


def test_an_approval_in_one_go_from_a_draft_keeps_every_decision(school: School) -> None:
    first = enter(school, draft(school.ids))
    with school.database.write() as connection:
        programmes.save(connection, approved(first, school.ids), previous=first)
    assert len(newest(school, first, SCHOOL_ID).decisions) == 2

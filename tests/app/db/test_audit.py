"""app.db.audit: who did what, for those it concerns."""

from app.db import audit
from app.db.audit import Happening
from tests.app.db.school import LATER, OTHER_SCHOOL_ID, School
from tests.issuer.examples import ISSUER, NOW, SCHOOL_ID


def note(school: School, *subjects: str, organisation_id: str | None = SCHOOL_ID) -> None:
    with school.database.write() as connection:
        for subject in subjects:
            happening = Happening(
                action="programme.submitted",
                subject_kind="programme",
                subject_id=subject,
                organisation_id=organisation_id,
                detail={"version": 1},
            )
            audit.append(connection, happening, ISSUER, at=NOW)


def subjects(school: School, **wanted: object) -> list[str]:
    with school.database.read() as connection:
        found = audit.listed(connection, **wanted)  # type: ignore[arg-type]  # named by the test
    return [record.subject_id for record in found]


def test_a_record_names_actor_time_and_subject(school: School) -> None:
    note(school, "p")
    with school.database.read() as connection:
        (record,) = audit.listed(connection, organisation_id=SCHOOL_ID)
    assert (record.actor_id, record.actor_name, record.at) == (ISSUER.id, ISSUER.name, NOW)
    assert record.at < LATER
    assert record.detail == {"version": 1}


def test_the_newest_come_first_page_by_page(school: School) -> None:
    note(school, "a", "b", "c")
    with school.database.read() as connection:
        first = audit.listed(connection, organisation_id=SCHOOL_ID, limit=2)
    assert [record.subject_id for record in first] == ["c", "b"]
    assert subjects(school, organisation_id=SCHOOL_ID, before=first[-1].id) == ["a"]


def test_each_organisation_sees_its_own(school: School) -> None:
    note(school, "ours")
    note(school, "theirs", organisation_id=OTHER_SCHOOL_ID)
    note(school, "the service's", organisation_id=None)
    assert subjects(school, organisation_id=SCHOOL_ID) == ["ours"]


def test_one_subject_s_story_can_be_asked_for(school: School) -> None:
    note(school, "a", "b", "a")
    assert subjects(school, organisation_id=SCHOOL_ID, subject_id="a") == ["a", "a"]

"""app.db.credentials: found by id, by page, in lists; by nobody else."""

from dataclasses import replace

import pytest

from app.db import credentials
from app.db.credentials import CredentialFilter, CredentialSummary
from app.db.paging import Paging
from issuer.errors import NotFound
from issuer.model.credential import CredentialStatus
from tests.app.db.school import OTHER_SCHOOL_ID, School
from tests.issuer.examples import HEAT_PUMPS, LEARNER, SCHOOL_ID


def test_a_page_is_found_by_its_token_alone(school: School) -> None:
    credential = school.issued()
    with school.database.read() as connection:
        found = credentials.by_page_token(connection, school.vault, credential.page_token)
        with pytest.raises(NotFound):
            credentials.by_page_token(connection, school.vault, credential.id)
    assert found == credential


def test_the_school_finds_it_and_another_does_not(school: School) -> None:
    credential = school.issued()
    with school.database.read() as connection:
        own = credentials.get(connection, school.vault, credential.id, organisation_id=SCHOOL_ID)
        with pytest.raises(NotFound):
            credentials.get(
                connection, school.vault, credential.id, organisation_id=OTHER_SCHOOL_ID
            )
    assert own == credential


def test_an_award_leads_to_its_credential(school: School) -> None:
    award = school.approved_award(school.approved(), school.learner())
    with school.database.read() as connection:
        assert credentials.of_award(connection, school.vault, award.id) is None
    credential = school.issue(award)
    with school.database.read() as connection:
        assert credentials.of_award(connection, school.vault, award.id) == credential


def listed(
    school: School, organisation_id: str = SCHOOL_ID, **wanted: object
) -> tuple[CredentialSummary, ...]:
    with school.database.read() as connection:
        found = credentials.listed(
            connection,
            school.vault,
            organisation_id=organisation_id,
            wanted=CredentialFilter(**wanted),  # type: ignore[arg-type]  # named by the test
            paging=Paging(),
        )
    assert found.total == len(found.items)
    return found.items


def test_lists_are_narrowed(school: School) -> None:
    version, other_version = school.approved(), school.approved(HEAT_PUMPS)
    ana = school.learner()
    bor = school.learner(replace(LEARNER, name="Bor", identifier="2"))
    first = school.issue(school.approved_award(version, ana))
    second = school.issue(school.approved_award(version, bor))
    third = school.issue(school.approved_award(other_version, bor))
    assert {line.id for line in listed(school)} == {first.id, second.id, third.id}
    assert {line.id for line in listed(school, learner_id=bor.id)} == {second.id, third.id}
    assert listed(school, status=CredentialStatus.REVOKED) == ()
    assert listed(school, OTHER_SCHOOL_ID) == ()
    (line,) = listed(school, programme_id=other_version.programme_id)
    assert (line.id, line.learner_name, line.version_number) == (third.id, "Bor", 1)

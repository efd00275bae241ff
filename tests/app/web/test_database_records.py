"""The pages' records, read from real databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from app.db.engine import Database, make_engine
from app.keys.sealing import vault
from app.web.database_records import PAGE_SIZE, DatabaseRecords
from app.web.records import RegisterSearch, Standing
from issuer.errors import NotFound
from tests.app.db.school import School
from tests.issuer.examples import HEAT_PUMPS, NOW


@pytest.fixture
def school(database_url: str) -> Iterator[School]:
    """Found a school in a fresh database."""
    database = Database(make_engine(database_url))
    founded = School(database, vault(bytes(range(32))))
    founded.found()
    yield founded
    database.close()


def records(school: School) -> DatabaseRecords:
    return DatabaseRecords(school.database, school.vault)


def test_the_register_comes_in_pages(school: School) -> None:
    for number in range(PAGE_SIZE + 1):
        content = replace(HEAT_PUMPS, title={"sl": f"Program {number}", "en": f"P {number}"})
        school.approved(content, at=NOW + timedelta(hours=number))
    first = records(school).register(RegisterSearch())
    second = records(school).register(RegisterSearch(page=2))
    assert (len(first.entries), first.total, first.size) == (PAGE_SIZE, PAGE_SIZE + 1, PAGE_SIZE)
    assert [entry.version.content.title["sl"] for entry in second.entries] == ["Program 0"]
    assert [profile.slug for profile in first.providers] == [school.profile.slug]


def test_the_register_is_searched_and_narrowed(school: School) -> None:
    school.approved()
    word = next(iter(HEAT_PUMPS.title["sl"].split()))
    for search, found in (
        (RegisterSearch(words=word), 1),
        (RegisterSearch(words="kvantna"), 0),
        (RegisterSearch(standing=Standing.OPEN), 1),
        (RegisterSearch(standing=Standing.RETIRED), 0),
        (RegisterSearch(provider=school.profile.slug), 1),
        (RegisterSearch(provider="nobody"), 0),
    ):
        assert records(school).register(search).total == found, search


def test_a_version_comes_with_whose_it_is_and_who_decided(school: School) -> None:
    version = school.approved()
    published = records(school).published_version(version.programme_id, 1)
    assert published.profile.slug == school.profile.slug
    assert published.approved_at == NOW
    assert published.numbers == (1,)
    assert {one.organisation_id for one in version.decisions} == set(published.organisations)
    assert records(school).newest_number(version.programme_id) == 1


def test_a_credential_comes_whole_by_its_pages_token_and_by_no_other(school: School) -> None:
    credential = school.issued()
    issued = records(school).credential(credential.page_token)
    assert issued.credential.id == credential.id
    assert issued.learner.id == issued.award.learner_id
    assert issued.published.version.id == issued.award.version_id
    with pytest.raises(NotFound):
        records(school).credential(credential.page_token[:-1] + "~")
    with pytest.raises(NotFound):
        records(school).credential(credential.id)


def test_what_is_not_there_is_not_found(school: School) -> None:
    with pytest.raises(NotFound):
        records(school).profile("nobody")
    with pytest.raises(NotFound):
        records(school).published_version("nothing", 1)
    with pytest.raises(NotFound):
        records(school).newest_number("nothing")

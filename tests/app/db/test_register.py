"""app.db.register: what a visitor finds."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Select, insert

from app.db import programmes, register
from app.db.paging import Paging
from app.db.register import RegisterFilter
from app.db.tables import register_words
from issuer.errors import NotFound
from issuer.model.approval import ProgrammeState, ProgrammeVersion, Step
from issuer.model.programme import LearningOutcome, Level
from tests.app.db.school import LATER, School, approved, draft, stepped
from tests.issuer.examples import HEAT_PUMPS, NOW, SCHOOL

PUMPS, DATA, AID = "Vzdrževanje toplotnih črpalk", "Podatkovna pismenost", "Prva pomoč"
PUBLISHED = (
    replace(
        HEAT_PUMPS,
        title={"sl": PUMPS, "en": "Heat pump maintenance"},
        description={"sl": "Redni pregledi."},
        outcomes=(LearningOutcome(id="o1", statement={"sl": "očisti filter"}),),
        level=Level(sok=4, eqf=4),
        isced_f="http://data.europa.eu/snb/isced-f/0713",
    ),
    replace(
        HEAT_PUMPS,
        title={"sl": DATA, "en": "Data literacy"},
        description={"sl": "Brez toplotnih naprav."},
        outcomes=(),
        level=Level(sok=7, eqf=6),
        isced_f="http://data.europa.eu/snb/isced-f/0610",
    ),
    replace(
        HEAT_PUMPS,
        title={"sl": AID, "en": "First aid"},
        description={},
        outcomes=(),
        level=Level(no_level=True),
        isced_f=None,
        pilot=True,
    ),
)
"""Each says all that the tests below look for."""


@pytest.fixture
def filled(school: School) -> School:
    """Publish three programmes, each an hour after the other; a fourth is still a draft."""
    for hours, content in enumerate(PUBLISHED):
        school.approved(content, at=NOW + timedelta(hours=hours))
    with school.database.write() as connection:
        programmes.add(connection, draft(school.ids, replace(HEAT_PUMPS, title={"sl": "Osnutek"})))
    return school


def found(school: School, **wanted: object) -> list[str]:
    with school.database.read() as connection:
        result = register.search(
            connection,
            RegisterFilter(**wanted),  # type: ignore[arg-type]  # the tests name the fields
            Paging(),
        )
    assert result.total == len(result.items)
    return [version.content.title["sl"] for version in result.items]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [AID, DATA, PUMPS]),
        ({"text": "toplotnih"}, [DATA, PUMPS]),  # in a description, in a title
        ({"text": "vzdrzevanje crpalk"}, [PUMPS]),
        ({"text": "ocisti"}, [PUMPS]),  # an outcome
        ({"text": "DATA liter"}, [DATA]),
        ({"text": "prva pomoc"}, [AID]),
        ({"text": "pomoč nekajčesarni"}, []),
        ({"text": "%"}, [AID, DATA, PUMPS]),  # no word at all asks for nothing
        ({"text": "osnutek"}, []),
        ({"sok_level": 4}, [PUMPS]),
        ({"eqf_level": 6}, [DATA]),
        ({"field": "0713"}, [PUMPS]),
        ({"field": "06"}, [DATA]),
        ({"field": "0"}, [DATA, PUMPS]),
        ({"field": "1"}, []),
        ({"provider": SCHOOL.slug}, [AID, DATA, PUMPS]),
        ({"provider": "nobody"}, []),
        ({"pilot": True}, [AID]),
        ({"pilot": False}, [DATA, PUMPS]),
        ({"state": ProgrammeState.APPROVED, "pilot": True, "text": "aid"}, [AID]),
        ({"state": ProgrammeState.RETIRED}, []),
    ],
)
def test_each_filter_narrows(
    filled: School, wanted: dict[str, object], expected: list[str]
) -> None:
    assert found(filled, **wanted) == expected


def test_a_page_tells_how_many_there_are_in_all(filled: School) -> None:
    with filled.database.read() as connection:
        page = register.search(connection, RegisterFilter(), Paging(page=2, size=2))
    assert [version.content.title["sl"] for version in page.items] == [PUMPS]
    assert page.total == 3


def successor(school: School, first: ProgrammeVersion, title: str) -> ProgrammeVersion:
    content = replace(first.content, title={"sl": title, "en": title})
    second = replace(
        first,
        id=school.ids.new_id(),
        number=first.number + 1,
        state=ProgrammeState.DRAFT,
        content=content,
        decisions=(),
        revision=1,
    )
    with school.database.write() as connection:
        programmes.add_version(connection, second)
        published = approved(second, school.ids, at=LATER)
        programmes.save(connection, published, previous=second)
    return published


def test_a_newer_approved_version_takes_the_place(school: School) -> None:
    first = school.approved()
    second = successor(school, first, "Hladilna tehnika")
    assert found(school, text="hladilna tehnika") == ["Hladilna tehnika"]
    assert found(school) == ["Hladilna tehnika"]
    with school.database.read() as connection:
        assert register.newest_published(connection, first.programme_id) == second
        assert register.published(connection, first.programme_id, 1) == first
        assert register.published_numbers(connection, first.programme_id) == (2, 1)


def test_a_retired_version_stays_readable(school: School) -> None:
    version = school.approved()
    retired = stepped(version, Step.RETIRE, ProgrammeState.RETIRED, school.ids, at=LATER)
    with school.database.write() as connection:
        programmes.save(connection, retired, previous=version)
    assert found(school, state=ProgrammeState.RETIRED) == [HEAT_PUMPS.title["sl"]]
    assert found(school, state=ProgrammeState.APPROVED) == []
    with school.database.read() as connection:
        assert register.published(connection, version.programme_id, 1) == retired


def test_what_is_not_approved_is_not_public(school: School) -> None:
    version = draft(school.ids)
    submitted = stepped(version, Step.SUBMIT, ProgrammeState.SUBMITTED, school.ids)
    with school.database.write() as connection:
        programmes.add(connection, version)
        programmes.save(connection, submitted, previous=version)
    with school.database.read() as connection:
        with pytest.raises(NotFound):
            register.newest_published(connection, version.programme_id)
        with pytest.raises(NotFound):
            register.published(connection, version.programme_id, 1)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        ({}, "ix_register_newest"),
        ({"sok_level": 4}, "ix_register_sok"),
        ({"eqf_level": 4}, "ix_register_eqf"),
        ({"pilot": True}, "ix_register_pilots"),
    ],
)
def test_a_page_comes_from_an_index(filled: School, wanted: dict[str, object], index: str) -> None:
    asked = RegisterFilter(**wanted)  # type: ignore[arg-type]  # the test names the fields
    with filled.database.write() as connection:
        assert index in plan_of(connection, register.page_of(connection, asked, Paging()))


@pytest.mark.parametrize(
    "asked", [RegisterFilter(), RegisterFilter(state=ProgrammeState.APPROVED)], ids=["all", "open"]
)
def test_hits_are_counted_without_reading_their_rows(filled: School, asked: RegisterFilter) -> None:
    with filled.database.write() as connection:
        connection.exec_driver_sql("ANALYZE")  # by it SQLite knows that the flag excludes nothing
        plan = plan_of(connection, register.counted_of(connection, asked))
    assert re.search("COVERING INDEX ix_register_newest|Limit.* Index", plan)


def test_many_hits_in_a_field_are_met_from_the_newest_on(filled: School) -> None:
    asked = RegisterFilter(field="07")
    with filled.database.write() as connection:
        query = register.page_of(connection, asked, Paging(), many=True)
        assert "ix_register_newest" in plan_of(connection, query)
        assert len(connection.execute(query).all()) == 1


def plan_of(connection: Connection, query: Select[Any]) -> str:
    """Ask a database how it would carry a query out if the table were not tiny."""
    explain = "EXPLAIN QUERY PLAN"
    if connection.dialect.name == "postgresql":
        explain = "EXPLAIN"
        for shortcut in ("seqscan", "bitmapscan", "sort"):
            connection.exec_driver_sql(f"SET LOCAL enable_{shortcut} = off")
    text = query.compile(connection, compile_kwargs={"literal_binds": True})
    return " ".join(map(str, connection.exec_driver_sql(f"{explain} {text}").all()))


def test_hits_are_counted_up_to_a_bound(filled: School, monkeypatch: pytest.MonkeyPatch) -> None:
    for bound, counted in ((3, (3, False)), (2, (2, True))):
        monkeypatch.setattr(register, "MOST_COUNTED", bound)
        with filled.database.read() as connection:
            page = register.search(connection, RegisterFilter(), Paging())
        assert (page.total, page.more) == counted
        assert len(page.items) == 3


def test_a_common_word_is_found_as_a_rare_one_is(school: School) -> None:
    first, second = school.approved(), school.approved(at=LATER)
    common = [
        {"word": f"skupna{number}", "version_id": first.id}
        for number in range(register.STILL_RARE + 1)
    ]
    with school.database.write() as connection:
        last_in_order = {"word": "skupnaz", "version_id": second.id}
        connection.execute(insert(register_words), [*common, last_in_order])
    title = HEAT_PUMPS.title["sl"]
    assert found(school, text="skupna") == [title, title]
    assert found(school, text="skupna7") == found(school, text="skupnaz") == [title]
    assert found(school, text="skupna toplotnih") == [title, title]
    assert found(school, text="skupna neznana") == []

"""The achievement: stable ids, one language, the other edition by name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from issuer.model.programme import Level, Workload
from issuer.rendering.achievement import render_achievement
from issuer.rendering.alignments import render_alignments
from issuer.rendering.edition import PublishedEdition
from issuer.rendering.profile import render_image, render_profile
from issuer.rendering.results import (
    measures_of,
    render_result_descriptions,
    render_results,
)
from tests.issuer.examples import (
    BASE,
    DATA_LITERACY,
    FIRST_AID_PILOT,
    HEAT_PUMPS,
    RESULT,
    SCHOOL,
    material,
)

VERSION = f"{BASE}/programmes/0b5f2a10-0000-4000-8000-000000000017/versions/3"


def test_ids_come_from_the_programme_version_alone() -> None:
    achievement = render_achievement(material())
    assert achievement["id"] == VERSION
    assert achievement["criteria"]["id"] == f"{VERSION}#criteria"
    assert [item["id"] for item in achievement["resultDescription"]] == [
        f"{VERSION}#assessment-a1",
        f"{VERSION}#assessment-a2",
        f"{VERSION}#overall-grade",
    ]


def test_the_register_shows_the_achievement_that_badges_carry() -> None:
    given = material()
    edition = PublishedEdition(version=given.version, profile=SCHOOL, language="sl", base_url=BASE)
    assert render_achievement(edition) == render_achievement(given)


def test_the_other_editions_are_related() -> None:
    title = {**HEAT_PUMPS.title, "it": "Pompe di calore", "hu": ""}
    related = render_achievement(material(replace(HEAT_PUMPS, title=title)))["related"]
    assert [(item["inLanguage"], item["id"]) for item in related] == [
        ("en", f"{VERSION}?lang=en"),
        ("it", f"{VERSION}?lang=it"),
    ]


@pytest.mark.parametrize(
    ("workload", "credits_told"),
    [
        (Workload(ects=Decimal("3.00"), vet_credit_points=Decimal(9)), 3),
        (Workload(ects=Decimal("2.5")), 2.5),
        (Workload(vet_credit_points=Decimal(4)), 4),
    ],
)
def test_credits_are_whole_numbers_or_short_decimals(
    workload: Workload, credits_told: float
) -> None:
    achievement = render_achievement(material(replace(DATA_LITERACY, workload=workload)))
    assert achievement["creditsAvailable"] == credits_told
    assert isinstance(achievement["creditsAvailable"], type(credits_told))


def test_alignments_name_skill_standard_levels_and_field_once() -> None:
    doubled = replace(HEAT_PUMPS, outcomes=HEAT_PUMPS.outcomes * 2)
    alignments = render_alignments(doubled, "en")
    assert [(item["targetType"], item.get("targetCode")) for item in alignments] == [
        ("ceasn:Competency", None),
        ("ext:OccupationalStandard", "7127.001.4.1"),
        ("ext:EQF", "4"),
        ("ext:SOK", "4"),
        ("ext:ISCED-F", "0713"),
    ]


def test_a_cycle_is_told_with_the_eqf_level() -> None:
    (eqf,) = (
        item for item in render_alignments(DATA_LITERACY, "en") if item["targetType"] == "ext:EQF"
    )
    assert eqf["targetUrl"] == "http://data.europa.eu/snb/eqf/6"
    assert eqf["targetDescription"] == "first cycle (QF-EHEA)"


def test_no_level_has_no_alignment() -> None:
    content = replace(FIRST_AID_PILOT, level=Level(no_level=True))
    kinds = {item["targetType"] for item in render_alignments(content, "sl")}
    assert not kinds & {"ext:EQF", "ext:SOK"}


def test_results_are_texts_that_refer_to_their_descriptions() -> None:
    given = material()
    described = [item["id"] for item in render_result_descriptions(given)]
    results = render_results(measures_of(given), given.award.result)
    assert [item["resultDescription"] for item in results] == described
    assert [(item["value"], item.get("status")) for item in results] == [
        ("87", None),
        ("opravljeno", "Completed"),
        ("prav dobro (4)", None),
    ]


def test_without_grades_the_ungraded_work_was_completed() -> None:
    award = replace(material().award, result=replace(RESULT, grade=None, assessments=()))
    (result,) = render_results(measures_of(material()), award.result)
    assert result == {
        "type": ["Result"],
        "resultDescription": f"{VERSION}#assessment-a2",
        "status": "Completed",
    }


def test_a_free_grade_has_a_description_without_scale() -> None:
    award = replace(material().award, result=replace(RESULT, grade="pohvala", assessments=()))
    given = replace(material(FIRST_AID_PILOT), award=award)
    described = render_result_descriptions(given)[-1]
    assert (described["resultType"], described["name"]) == ("Result", "Končna ocena")
    assert render_results(measures_of(given), award.result)[-1]["value"] == "pohvala"


@pytest.mark.parametrize(
    ("change", "absent"),
    [
        ({"legal_identifier": None}, "otherIdentifier"),
        ({"email": None}, "email"),
        ({"image": None}, "image"),
        ({"description": {}}, "description"),
    ],
)
def test_what_a_profile_does_not_say_is_left_out(change: dict[str, Any], absent: str) -> None:
    assert absent in render_profile(SCHOOL, "sl", BASE)
    assert absent not in render_profile(replace(SCHOOL, **change), "sl", BASE)


def test_a_profile_speaks_the_badges_language() -> None:
    profile = render_profile(SCHOOL, "en", BASE)
    assert (profile["name"], profile["address"]["addressCountry"]) == (
        "Kranj School Centre",
        "Slovenia",
    )
    assert profile["address"]["addressCountryCode"] == "SI"
    assert profile["otherIdentifier"] == [
        {
            "type": "IdentifierEntry",
            "identifier": "VATSI-12345678",
            "identifierType": "identifier",
        }
    ]


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("/static/a.png", f"{BASE}/static/a.png"),
        ("static/a.png", f"{BASE}/static/a.png"),
        ("https://a.example/b.png", "https://a.example/b.png"),
        ("data:image/png;base64,AAAA", "data:image/png;base64,AAAA"),
    ],
)
def test_a_picture_has_an_absolute_address(source: str, written: str) -> None:
    assert render_image(source, BASE) == {"id": written, "type": "Image"}

"""Each fault of a programme is found, alone, where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuer.content_faults import content_faults
from issuer.model.programme import (
    GradeType,
    GradingScale,
    Level,
    Partner,
    PartnerRole,
    ProgrammeContent,
    Reference,
    Stackability,
    Workload,
)
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS

FIRST, SECOND = HEAT_PUMPS.outcomes
TEST, PRACTICE = HEAT_PUMPS.assessments
SKILL = SECOND.esco_skills[0]
assert HEAT_PUMPS.quality_assurance is not None
OUTDATED = replace(HEAT_PUMPS.quality_assurance, valid_until=date(2020, 1, 1))
NAMED = {"sl": "naziv", "en": "name"}


def outcome(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"outcomes": (replace(FIRST, **changes), SECOND)}


def assessment(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    return {"assessments": (TEST, replace(PRACTICE, **changes))}


FAULTS: list[tuple[str, str, dict[str, Any]]] = [
    ("TEXT_LANGUAGE_MISSING", "/title", {"title": {"sl": "Samo slovensko"}}),
    ("TEXT_LANGUAGE_MISSING", "/title", {"title": {"en": "English only"}}),
    ("TEXT_LANGUAGE_MISSING", "/description", {"description": {"sl": "Samo slovensko"}}),
    ("TEXT_LANGUAGE_MISSING", "/prerequisites", {"prerequisites": {"en": "none", "sl": " "}}),
    ("TEXT_LANGUAGE_MISSING", "/outcomes/0/statement", outcome(statement={"sl": "zna"})),
    (
        "TEXT_LANGUAGE_MISSING",
        "/outcomes/0/criteria/1",
        outcome(criteria=(*FIRST.criteria[:1], {"sl": "merilo"})),
    ),
    (
        "TEXT_LANGUAGE_UNKNOWN",
        "/title/slovenski",
        {"title": {**HEAT_PUMPS.title, "slovenski": "Toplotne"}},
    ),
    ("TEXT_TOO_LONG", "/description/en", {"description": {"sl": "da", "en": "x" * 8001}}),
    ("TEXT_UNREADABLE", "/title/sl", {"title": {"sl": "Top\x00lotne", "en": "Heat"}}),
    ("TEXT_UNREADABLE", "/title/sl", {"title": {"sl": "Top\ud800lotne", "en": "Heat"}}),
    ("OUTCOME_NOT_ASSESSED", "/outcomes/1", assessment(proves=("o1",))),
    ("OUTCOME_UNKNOWN", "/assessments/1/proves/1", assessment(proves=("o2", "o9"))),
    ("OUTCOME_KIND_MISSING", "/outcomes/0/kind", outcome(kind=None)),
    ("OUTCOME_CRITERIA_MISSING", "/outcomes/0/criteria", outcome(criteria=())),
    ("ID_TWICE", "/outcomes/2/id", {"outcomes": (FIRST, SECOND, FIRST)}),
    ("ID_TWICE", "/assessments/2/id", {"assessments": (TEST, PRACTICE, PRACTICE)}),
    ("ID_MISSING", "/assessments/1/id", assessment(id="")),
    ("ID_MISSING", "/assessments/1/id", assessment(id="a 2#x")),
    ("NOT_IN_VOCABULARY", "/outcomes/0/reusability", outcome(reusability="sector")),
    ("NOT_IN_VOCABULARY", "/assessments/1/type", assessment(type="exam")),
    ("NOT_IN_VOCABULARY", "/assessments/1/supervision", assessment(supervision="yes")),
    ("NOT_IN_VOCABULARY", "/isced_f", {"isced_f": "0713"}),
    ("NOT_IN_VOCABULARY", "/participation", {"participation": "online"}),
    ("NOT_IN_VOCABULARY", "/learning_setting", {"learning_setting": "formal"}),
    ("NOT_IN_VOCABULARY", "/learning_opportunity_type", {"learning_opportunity_type": "x"}),
    ("NOT_IN_VOCABULARY", "/achievement_type", {"achievement_type": "Mikro"}),
    (
        "NOT_AN_ESCO_SKILL",
        "/outcomes/0/esco_skills/0/uri",
        outcome(esco_skills=(replace(SKILL, uri="https://esco.example/skill/1"),)),
    ),
    (
        "NOT_AN_ESCO_SKILL",
        "/outcomes/0/esco_skills/0/uri",
        outcome(esco_skills=(replace(SKILL, uri="http://data.europa.eu/esco/skill/1"),)),
    ),
    (
        "NOT_AN_ADDRESS",
        "/outcomes/0/occupational_standards/0/uri",
        outcome(occupational_standards=(Reference(uri="7127.001.4.1", title=NAMED),)),
    ),
    (
        "TEXT_LANGUAGE_MISSING",
        "/outcomes/0/occupational_standards/0/title",
        outcome(
            occupational_standards=(Reference(uri="https://a.example", title={"sl": "naziv"}),)
        ),
    ),
    ("NOT_AN_ADDRESS", "/homepage", {"homepage": "javascript:alert(1)"}),
    ("NOT_AN_ADDRESS", "/homepage", {"homepage": "https://a.example/<script>"}),
    ("NOT_AN_ADDRESS", "/homepage", {"homepage": "https://[::1"}),
    (
        "NOT_AN_ADDRESS",
        "/partners/0/url",
        {"partners": (Partner(name="A", role=PartnerRole.ENDORSER, url="a.example"),)},
    ),
    ("NOT_A_PICTURE", "/image", {"image": "data:image/gif;base64,R0lGOD=="}),
    ("NOT_A_PICTURE", "/image", {"image": "data:image/png;base64," + "A" * 200_000}),
    ("NUMBER_OUT_OF_RANGE", "/workload/hours", {"workload": Workload(hours=Decimal(0))}),
    ("NUMBER_OUT_OF_RANGE", "/workload/ects", {"workload": Workload(ects=Decimal(181))}),
    ("NUMBER_OUT_OF_RANGE", "/workload/ects", {"workload": Workload(ects=Decimal("1e-7"))}),
    ("NUMBER_OUT_OF_RANGE", "/workload/ects", {"workload": Workload(ects=Decimal("NaN"))}),
    ("NUMBER_OUT_OF_RANGE", "/validity_months", {"validity_months": 0}),
    ("TEXT_LANGUAGE_UNKNOWN", "/instruction_languages/0", {"instruction_languages": ("SL",)}),
    ("PILOT_WITHOUT_END", "/pilot_until", {"pilot": True}),
    ("END_WITHOUT_PILOT", "/pilot", {"pilot_until": date(2027, 1, 1)}),
    (
        "STACKABLE_TOWARDS_NOTHING",
        "/stackability/towards",
        {"stackability": Stackability(stackable=True)},
    ),
    ("EQF_CONTRADICTS", "/level/eqf", {"level": replace(HEAT_PUMPS.level, eqf=5)}),
    (
        "QF_EHEA_CONTRADICTS",
        "/level/qf_ehea",
        {"level": replace(HEAT_PUMPS.level, qf_ehea="first cycle")},
    ),
    ("SOK_UNKNOWN", "/level/sok", {"level": Level(sok=11)}),
    ("LEVEL_AND_NO_LEVEL", "/level/no_level", {"level": replace(HEAT_PUMPS.level, no_level=True)}),
    ("SCALE_BOUNDS", "/grading", {"grading": GradingScale(type=GradeType.PERCENT, minimum="0")}),
    (
        "SCALE_VALUES_MISSING",
        "/assessments/1/grading/allowed_values",
        assessment(grading=GradingScale(type=GradeType.LETTER_GRADE)),
    ),
]


@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT])
def test_the_examples_have_no_fault(content: ProgrammeContent) -> None:
    assert content_faults(content, today=date(2026, 3, 2)) == ()


@pytest.mark.parametrize(("code", "path", "change"), FAULTS)
def test_a_fault_is_named_where_it_is(code: str, path: str, change: dict[str, Any]) -> None:
    found = content_faults(replace(HEAT_PUMPS, **change))
    assert [(item.code, item.path) for item in found] == [(code, path)]
    assert found[0].sentence["sl"] != found[0].sentence["en"]
    assert all(sentence.endswith(".") for sentence in found[0].sentence.values())


def test_the_unassessed_outcome_is_quoted() -> None:
    content = replace(HEAT_PUMPS, assessments=(TEST,))
    (found,) = content_faults(content)
    assert "opravi letni pregled toplotne črpalke" in found.sentence["sl"]


def test_an_empty_description_is_missed_in_both_languages() -> None:
    found = content_faults(replace(HEAT_PUMPS, description={}))
    assert [item.sentence["en"].split("“")[1][:2] for item in found] == ["sl", "en"]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"pilot": True, "pilot_until": date(2026, 3, 1)}, "/pilot_until"),
        (
            {
                "quality_assurance": replace(
                    HEAT_PUMPS.quality_assurance, valid_until=date(2020, 1, 1)
                )
            },
            "/quality_assurance/valid_until",
        ),
    ],
)
def test_dates_that_have_passed_count_only_when_the_day_is_known(
    change: dict[str, Any], path: str
) -> None:
    content = replace(HEAT_PUMPS, **change)
    assert content_faults(content) == ()
    found = content_faults(content, today=date(2026, 3, 2))
    assert [(item.code, item.path) for item in found] == [("DATE_PAST", path)]


def test_a_third_language_is_welcome() -> None:
    title = {
        **HEAT_PUMPS.title,
        "it": "Manutenzione",
        "hu": "Karbantartás",
        "sr-Latn": "Održavanje",
    }
    assert content_faults(replace(HEAT_PUMPS, title=title)) == ()


@given(
    title=st.dictionaries(st.text(max_size=8), st.text(max_size=40), max_size=4),
    uri=st.text(max_size=60),
    number=st.decimals(allow_nan=True, allow_infinity=True),
    identifier=st.text(max_size=70),
)
def test_no_value_makes_the_check_itself_fail(
    title: dict[str, str], uri: str, number: Decimal, identifier: str
) -> None:
    reference = Reference(uri=uri, title=title)
    content = replace(
        HEAT_PUMPS,
        title=title,
        homepage=uri,
        image=uri,
        outcomes=(replace(FIRST, id=identifier, esco_skills=(reference,)),),
        workload=Workload(hours=number),
        grading=GradingScale(type=GradeType.PERCENT, minimum=uri, maximum=str(number)),
    )
    for found in content_faults(content):
        assert found.path
        assert found.sentence["sl"]

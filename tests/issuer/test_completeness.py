"""Each element of Annex I that a programme can state is missed by name when it is not there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from issuer.annex_i import ELEMENTS, ToldBy
from issuer.completeness import missing_elements, require_complete, unstated_elements
from issuer.errors import Incomplete, InvalidContent
from issuer.model.programme import Level, ProgrammeContent, QualityAssurance, Workload
from issuer.model.programme import QualityAssuranceKind as Kind
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, SCHOOL

WITHOUT_LEVEL_REASONS = tuple(replace(item, level_reasoning={}) for item in HEAT_PUMPS.outcomes)

WITHOUT: dict[str, tuple[dict[str, Any], ...]] = {
    "title": ({"title": {}}, {"title": {"sl": " "}}),
    "learning-outcomes": (
        {"outcomes": ()},
        {"outcomes": (replace(HEAT_PUMPS.outcomes[0], statement={}), HEAT_PUMPS.outcomes[1])},
    ),
    "workload": ({"workload": Workload()},),
    "level": (
        {"level": Level()},
        {"level": Level(no_level=True)},
        {"level": Level(sok=4), "outcomes": WITHOUT_LEVEL_REASONS},
        {"level": Level(sok=4)},  # one of two outcomes alone has a reason
    ),
    "assessment-type": (
        {"assessments": ()},
        {"assessments": (replace(HEAT_PUMPS.assessments[0], type=None),)},
    ),
    "participation": ({"participation": None},),
    "quality-assurance": (
        {"quality_assurance": None},
        {"quality_assurance": QualityAssurance(kind=Kind.INTERNAL)},
    ),
    "prerequisites": ({"prerequisites": {}},),
    "supervision": ({"assessments": (replace(HEAT_PUMPS.assessments[0], supervision=None),)},),
    "stackability": ({"stackability": replace(HEAT_PUMPS.stackability, stackable=False)},),
    "further-information": ({"further_information": {"sl": ""}},),
}
CASES = [(key, change) for key, changes in WITHOUT.items() for change in changes]


def test_every_element_that_a_programme_states_is_tried() -> None:
    told = {key for key, element in ELEMENTS.items() if element.told_by is ToldBy.PROGRAMME}
    assert set(WITHOUT) == told


@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT])
def test_the_examples_are_complete(content: ProgrammeContent) -> None:
    assert missing_elements(content, SCHOOL) == ()
    require_complete(content, SCHOOL)


@pytest.mark.parametrize(("key", "change"), CASES)
def test_a_missing_element_is_named_in_both_languages(key: str, change: dict[str, Any]) -> None:
    content = replace(HEAT_PUMPS, **change)
    element = ELEMENTS[key]
    found = missing_elements(content) if element.mandatory else unstated_elements(content)
    assert [item.element for item in found] == [key]
    assert found[0].name == element.name
    assert found[0].sentence["sl"] == f"Manjka: {element.name['sl']}."
    assert found[0].sentence["en"] == f"Missing: {element.name['en']}."
    assert found[0].mandatory is element.mandatory
    assert found[0].path.startswith("/")


def test_an_empty_draft_misses_every_mandatory_element_of_a_programme() -> None:
    mandatory = {
        key
        for key, element in ELEMENTS.items()
        if element.mandatory and element.told_by is ToldBy.PROGRAMME
    }
    assert {item.element for item in missing_elements(ProgrammeContent())} == mandatory


def test_level_reasons_may_stand_with_each_outcome_instead() -> None:
    reasoned = tuple(
        replace(item, level_reasoning={"sl": "zato", "en": "because"})
        for item in HEAT_PUMPS.outcomes
    )
    content = replace(HEAT_PUMPS, level=Level(sok=4), outcomes=reasoned)
    assert missing_elements(content) == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"country": ""}, "country"),
        ({"country": "XXX"}, "country"),
        ({"name": {}}, "awarding-body"),
    ],
)
def test_a_profile_has_to_state_country_and_awarding_body(change: dict[str, Any], key: str) -> None:
    found = missing_elements(HEAT_PUMPS, replace(SCHOOL, **change))
    assert [item.element for item in found] == [key]


def test_the_error_carries_every_missing_element() -> None:
    content = replace(HEAT_PUMPS, title={}, participation=None)
    with pytest.raises(Incomplete, match=r"title of the micro-credential, form of") as caught:
        require_complete(content, SCHOOL)
    assert caught.value.missing == missing_elements(content, SCHOOL)


def test_a_fault_is_raised_when_nothing_is_missing() -> None:
    content = replace(HEAT_PUMPS, isced_f="http://data.europa.eu/snb/isced-f/12345")
    with pytest.raises(InvalidContent) as caught:
        require_complete(content, SCHOOL)
    assert len(caught.value.faults) == 1

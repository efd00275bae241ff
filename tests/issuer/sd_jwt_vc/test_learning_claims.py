"""The claims of the European learning credential: which there are, and what they say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from issuer.errors import FormatUnsuitable
from issuer.model.programme import Level, ProgrammeContent, Workload
from issuer.sd_jwt_vc.fields import FIELDS
from issuer.sd_jwt_vc.learning_claims import LearningMaterial, learning_claims
from tests.issuer.examples import HEAT_PUMPS, LEARNER, NOW, material

# EUDI reference issuer, learning_credential.json: what its type lists beside iat, exp, iss, cnf.
DISCLOSABLE = {
    "family_name": True,
    "given_name": False,
    "learner_identification": True,
    "expected_study_time": True,
    "level_of_learning_experience": True,
    "types_of_quality_assurance": True,
    "learning_outcomes": False,
    "assessment_grade": False,
    "prerequisites_to_enroll": False,
    "integration_stackability_options": False,
}
SHOWN = {
    "issuing_authority": True,
    "issuing_country": True,
    "date_of_issuance": True,
    "date_of_expiry": False,
    "achievement_title": True,
    "achievement_description": False,
    "language_of_classes": True,
}


def learning(content: ProgrammeContent = HEAT_PUMPS, **changes: Any) -> LearningMaterial:  # noqa: ANN401
    given = material(content)
    made = LearningMaterial(
        award=material().award,
        learner=given.learner,
        version=given.version,
        profile=given.profile,
        valid_from=NOW,
        pseudonym="pseudonym",
    )
    return replace(made, **changes)


def test_the_fields_are_those_of_the_type() -> None:
    found = {field.name: field.mandatory for field in FIELDS if field.disclosable}
    assert found == DISCLOSABLE
    assert {field.name: field.mandatory for field in FIELDS if not field.disclosable} == SHOWN


def test_an_award_says_all_that_the_type_knows() -> None:
    claims = learning_claims(learning(replace(HEAT_PUMPS, validity_months=36)))
    assert set(claims) == set(DISCLOSABLE) | set(SHOWN)
    assert (claims["family_name"], claims["given_name"]) == ("Žagar Čuk", "Ana")
    assert claims["issuing_country"] == "SI"
    assert (claims["date_of_issuance"], claims["date_of_expiry"]) == ("2026-03-02", "2029-03-02")
    assert claims["level_of_learning_experience"] == 4
    assert claims["language_of_classes"] == list(HEAT_PUMPS.instruction_languages)
    assert len(claims["learning_outcomes"]) == len(HEAT_PUMPS.outcomes)
    assert isinstance(claims["integration_stackability_options"], bool)
    assert all(claims["types_of_quality_assurance"])


def test_nothing_names_the_learner_but_their_name() -> None:
    text = json.dumps(learning_claims(learning()))
    assert LEARNER.identifier is not None
    assert LEARNER.identifier not in text
    assert LEARNER.email.strip().lower() not in text.lower()
    assert learning_claims(learning())["learner_identification"] == "pseudonym"


def test_a_name_that_is_known_as_a_whole_is_not_parted() -> None:
    whole = replace(LEARNER, name=" Ana  Žagar Čuk ", given_name=None)
    claims = learning_claims(learning(learner=whole))
    assert claims["family_name"] == "Ana Žagar Čuk"
    assert "given_name" not in claims


def test_what_ends_not_has_no_date_of_it() -> None:
    material_of_it = learning(replace(HEAT_PUMPS, validity_months=None))
    assert material_of_it.ends is None
    assert "date_of_expiry" not in learning_claims(material_of_it)


def test_the_level_follows_from_the_slovenian_one() -> None:
    content = replace(HEAT_PUMPS, level=Level(sok=7))
    assert learning_claims(learning(content))["level_of_learning_experience"] == 6


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"level": Level(no_level=True)}, "level_of_learning_experience"),
        ({"quality_assurance": None}, "types_of_quality_assurance"),
        ({"workload": Workload(), "instruction_languages": ()}, "expected_study_time"),
    ],
)
def test_what_is_mandatory_is_not_invented(changes: dict[str, Any], missing: str) -> None:
    with pytest.raises(FormatUnsuitable, match=missing):
        learning_claims(learning(replace(HEAT_PUMPS, **changes)))

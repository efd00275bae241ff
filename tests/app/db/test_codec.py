"""app.db.codec: a value written and read is the same value."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db.codec import (
    content_from_json,
    content_to_json,
    personal_from_json,
    personal_to_json,
    result_from_json,
    result_to_json,
)
from issuer.model.award import AssessmentResult, Evidence, Learner, Result
from issuer.model.programme import (
    Assessment,
    GradeType,
    GradingScale,
    LearningOutcome,
    Level,
    OutcomeKind,
    Partner,
    PartnerRole,
    ProgrammeContent,
    QualityAssurance,
    QualityAssuranceKind,
    Reference,
    Stackability,
    Workload,
)
from tests.issuer.examples import DATA_LITERACY, FIRST_AID_PILOT, HEAT_PUMPS, LEARNER, RESULT

WORDS = st.text(st.characters(codec="utf-8"), max_size=5)
PERHAPS = st.none() | WORDS
TEXTS = st.dictionaries(st.sampled_from(["sl", "en", "it"]), WORDS)
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
OUTCOMES = st.builds(
    LearningOutcome,
    statement=TEXTS,
    kind=st.none() | st.sampled_from(OutcomeKind),
    esco_skills=st.lists(st.builds(Reference, uri=WORDS, title=TEXTS, code=PERHAPS)).map(tuple),
    criteria=st.lists(TEXTS, max_size=2).map(tuple),
    level_reasoning=TEXTS,
    occupational_standards=st.just(()),
)
CONTENTS = st.builds(
    ProgrammeContent,
    title=TEXTS,
    description=TEXTS,
    outcomes=st.lists(OUTCOMES, max_size=2).map(tuple),
    assessments=st.lists(
        st.builds(
            Assessment,
            title=TEXTS,
            description=TEXTS,
            grading=st.none() | st.builds(GradingScale, type=st.sampled_from(GradeType)),
        ),
        max_size=2,
    ).map(tuple),
    level=st.builds(Level, reasoning=TEXTS, sok=st.none() | st.integers()),
    workload=st.builds(Workload, hours=NUMBERS, ects=NUMBERS, vet_credit_points=NUMBERS),
    quality_assurance=st.none()
    | st.builds(
        QualityAssurance,
        kind=st.sampled_from(QualityAssuranceKind),
        body=TEXTS,
        valid_until=st.none() | st.dates(),
    ),
    prerequisites=TEXTS,
    stackability=st.builds(Stackability, stackable=st.booleans(), towards=TEXTS),
    partners=st.lists(
        st.builds(Partner, name=WORDS, role=st.sampled_from(PartnerRole)), max_size=2
    ).map(tuple),
    further_information=TEXTS,
    pilot=st.booleans(),
    pilot_until=st.none() | st.dates(),
    validity_months=st.none() | st.integers(),
)
LEARNERS = st.builds(
    Learner,
    id=WORDS,
    organisation_id=WORDS,
    name=WORDS,
    email=WORDS,
    given_name=PERHAPS,
    date_of_birth=st.none() | st.dates(),
    identifier=PERHAPS,
    guardian_email=PERHAPS,
    language=WORDS,
)
RESULTS = st.builds(
    Result,
    awarded_on=st.dates(),
    grade=PERHAPS,
    narrative=PERHAPS,
    started_on=st.none() | st.dates(),
    assessments=st.lists(
        st.builds(AssessmentResult, assessment_id=WORDS, grade=WORDS), max_size=3
    ).map(tuple),
    evidence=st.lists(st.builds(Evidence, name=WORDS, url=PERHAPS), max_size=3).map(tuple),
)


@pytest.mark.parametrize(
    "content", [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT, ProgrammeContent()]
)
def test_a_programme_s_content_comes_back(content: ProgrammeContent) -> None:
    back = content_from_json(content_to_json(content))
    assert back == content
    assert back.workload.hours is None or isinstance(back.workload.hours, Decimal)
    assert content_to_json(back) == content_to_json(content)


@settings(max_examples=60, deadline=None)
@given(content=CONTENTS)
def test_any_content_comes_back(content: ProgrammeContent) -> None:
    assert content_from_json(content_to_json(content)) == content


def test_trailing_zeros_of_a_decimal_are_kept() -> None:
    content = replace(HEAT_PUMPS, workload=replace(HEAT_PUMPS.workload, hours=Decimal("90.50")))
    assert str(content_from_json(content_to_json(content)).workload.hours) == "90.50"


def test_content_of_an_earlier_release_gets_today_s_defaults() -> None:
    early = content_from_json('{"title":{"sl":"Prva pomoč"},"a field of another release":1}')
    assert early == ProgrammeContent(title={"sl": "Prva pomoč"})


@settings(max_examples=60, deadline=None)
@given(learner=LEARNERS)
def test_any_learner_comes_back(learner: Learner) -> None:
    clear = {
        "id": learner.id,
        "organisation_id": learner.organisation_id,
        "language": learner.language,
    }
    assert personal_from_json(personal_to_json(learner), clear) == learner


def test_ids_are_no_part_of_what_is_sealed() -> None:
    personal = personal_to_json(LEARNER).decode()
    assert LEARNER.name in personal
    assert LEARNER.id not in personal
    assert LEARNER.organisation_id not in personal


@settings(max_examples=60, deadline=None)
@given(result=RESULTS)
def test_any_result_comes_back(result: Result) -> None:
    assert result_from_json(result_to_json(result)) == result


def test_a_full_result_comes_back() -> None:
    assert result_from_json(result_to_json(RESULT)) == RESULT

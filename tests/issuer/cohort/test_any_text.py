"""Whatever a learner's row says, a template makes of it what single issue makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contexts import Engine, engine_in_use, use_engine
from issuer.cohort import Made, Outcome, issue_cohort, issuing
from issuer.cohort.alone import issue_alone
from issuer.cohort.filling import filled_by_template
from issuer.cohort.templates import ROWS_THAT_PAY
from issuer.model.award import AssessmentResult, Evidence, Result
from issuer.signing import Signers
from tests.issuer.cohorts import ODD_TEXTS, numbered, numbered_rows
from tests.issuer.examples import NOW, SCHOOL, signers

KEYS = tuple(signer.key for signer in signers())

TEXTS = st.text(min_size=1, max_size=20) | st.sampled_from(ODD_TEXTS)
DAYS = st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days=days))
LINKS = st.sampled_from(
    ["https://a.example/1", "https://a.example/č", "urn:x:1", "relative", "a b"]
)

RESULTS = st.builds(
    Result,
    awarded_on=DAYS,
    grade=TEXTS,
    assessments=st.builds(
        lambda first, second: (
            AssessmentResult(assessment_id="a1", grade=first),
            AssessmentResult(assessment_id="a2", grade=second),
        ),
        TEXTS,
        TEXTS,
    ),
    evidence=st.builds(
        lambda name, url, told, other: (
            Evidence(name=name, url=url, narrative=told),
            Evidence(name=other),
        ),
        TEXTS,
        LINKS,
        TEXTS,
        TEXTS,
    ),
    narrative=TEXTS,
    started_on=DAYS,
    ended_on=DAYS,
)
"""Of the shape of the example, so that its template is asked for every one."""


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


def told(outcome: Outcome) -> object:
    """Give what can be compared: exceptions are equal to themselves only."""
    return outcome if isinstance(outcome, Made) else (outcome.credential_id, str(outcome.error))


@pytest.fixture(scope="module", autouse=True)
def _template() -> Iterator[None]:
    """Have the template made that fits all rows below; it is kept for those that come alone.

    Templates are compiled shapes: this module is about those, whatever the engine of the run.
    """
    of_this_run = engine_in_use()
    use_engine(Engine.COMPILED)
    issue_cohort(numbered_rows(ROWS_THAT_PAY), school_signers(), (SCHOOL, KEYS), now=NOW)
    yield
    use_engine(of_this_run)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RESULTS, TEXTS, st.integers(1, 10**9))
def test_any_row_is_what_it_would_be_alone(result: Result, name: str, number: int) -> None:
    row = numbered(number)
    learner = replace(row.learner, name=name)
    row = replace(row, learner=learner, award=replace(row.award, result=result))
    (made,) = issue_cohort([row], school_signers(), (SCHOOL, KEYS), now=NOW)
    assert told(made) == told(issue_alone(row, school_signers(), (SCHOOL, KEYS), now=NOW))


def test_a_row_that_comes_alone_is_filled_by_the_kept_template() -> None:
    assert filled_by_template([numbered(1)], issuing._TEMPLATES).prepared

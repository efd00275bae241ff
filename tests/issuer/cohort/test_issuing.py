"""A cohort is issued as its rows would be one by one: the same bytes, and each by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from contexts import Engine, engine_in_use, use_engine
from issuer.cohort import Made, Outcome, RowFault, issue_cohort
from issuer.cohort.alone import issue_alone
from issuer.cohort.templates import ROWS_THAT_PAY
from issuer.errors import NoSigningKey, PreparationFailed
from issuer.model.award import AssessmentResult, Evidence, Result
from issuer.model.credential import StatusPurpose
from issuer.model.organisation import KeyAlgorithm
from issuer.model.programme import ProgrammeContent
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.examples import (
    DATA_LITERACY,
    FIRST_AID_PILOT,
    HEAT_PUMPS,
    LEARNER,
    NOW,
    RESULT,
    SCHOOL,
    entry,
    material,
    signers,
)

KEYS = tuple(signer.key for signer in signers())
HOLDER = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"

NASTY = [
    'Ana "Anja" Žagar \\ Čuk',
    "%s %(name)s {0} {}",
    "zvonček \x07 tabulator \t in vrstica\nnova",
    "\u2028\u2029\u0085\x7f\x1f",
    "<b>&amp;</b> <http://a.example/>",
    "_:b0 _:c14n1 _:a _:z",
    "urn:x-slot-1:",
    "@id @type @context",
    "👩🏽‍🎓 Ćira Đurđa",
    "\ufffd\ue000 zasebno",
    "e\u0301 in é",
    '"@en',
    "  presledki   povsod ",
    "x" * 300,
    "5.0",
    "true",
]


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


def numbered(number: int, given: Material | None = None) -> Material:
    base = given or material()
    return replace(
        base,
        credential_id=str(UUID(int=number * 0x9E3779B97F4A7C15)),
        learner=replace(base.learner, name=f"Učenka {number}", email=f"u{number}@posta.example"),
        entries=tuple(replace(each, index=number) for each in base.entries),
        salt=number.to_bytes(16, "big"),
    )


def numbered_rows(count: int, given: Material | None = None) -> list[Material]:
    return [numbered(number, given) for number in range(1, count + 1)]


def issued(rows: Sequence[Material]) -> list[Outcome]:
    return issue_cohort(rows, school_signers(), (SCHOOL, KEYS), now=NOW)


def one_by_one(rows: Sequence[Material]) -> list[Outcome]:
    return [issue_alone(row, school_signers(), (SCHOOL, KEYS), now=NOW) for row in rows]


@pytest.mark.parametrize("content", [HEAT_PUMPS, DATA_LITERACY, FIRST_AID_PILOT])
@pytest.mark.parametrize("language", ["sl", "en"])
@pytest.mark.parametrize("has_twin", [False, True])
def test_every_row_is_what_it_would_be_alone(
    content: ProgrammeContent, language: str, *, has_twin: bool
) -> None:
    given = replace(material(content, language=language), has_twin=has_twin)
    rows = numbered_rows(ROWS_THAT_PAY + 1, given)
    made = issued(rows)
    assert all(isinstance(each, Made) for each in made)
    assert made == one_by_one(rows)


def odd_results() -> Iterator[Result]:
    """Give results of many shapes, with texts that are easily written wrong."""
    for number, text in enumerate(NASTY):
        yield replace(RESULT, narrative=text, started_on=date(2026, 1, 1 + number))
        yield replace(RESULT, narrative=None, grade=text, assessments=())
        yield replace(RESULT, evidence=(Evidence(name=text, narrative=text),))
        yield replace(RESULT, assessments=(AssessmentResult(assessment_id="a1", grade=text),))
        yield replace(RESULT, evidence=(Evidence(name="a", url=f"https://a.example/{number}"),) * 2)


def test_rows_of_any_shape_and_text_are_what_they_would_be_alone() -> None:
    rows = []
    for number, result in enumerate(odd_results(), start=1):
        row = numbered(number)
        name = NASTY[number % len(NASTY)]
        holder = HOLDER if number % 3 else None
        learner = replace(row.learner, name=name, holder_did=holder)
        award = replace(row.award, result=result)
        rows += [replace(row, learner=learner), replace(row, award=award)]
    assert issued(rows) == one_by_one(rows)


def test_rows_of_several_programmes_and_lists_go_together() -> None:
    suspended = (entry(), entry(StatusPurpose.SUSPENSION))
    elsewhere = replace(entry(), list_url="https://dokazilo.example/status-lists/2")
    rows = [
        each
        for number in range(1, ROWS_THAT_PAY + 2)
        for each in (
            numbered(4 * number),
            numbered(4 * number + 1, material(DATA_LITERACY, language="en")),
            numbered(4 * number + 2, replace(material(), entries=(elsewhere,))),
            numbered(4 * number + 3, replace(material(FIRST_AID_PILOT), entries=suspended)),
        )
    ]
    assert issued(rows) == one_by_one(rows)


@pytest.mark.parametrize("count", [3, 2 * ROWS_THAT_PAY])
def test_a_row_that_cannot_be_issued_stops_no_other(count: int) -> None:
    rows = numbered_rows(count)
    unreadable = replace(LEARNER, name="pol \ud800 znaka")
    bad_link = replace(RESULT, evidence=(Evidence(name="d", url="dokaz"),))
    rows[0] = replace(rows[0], salt=b"short")
    rows[1] = replace(rows[1], learner=unreadable)
    rows[2] = replace(rows[2], award=replace(rows[2].award, result=bad_link))
    outcomes = issued(rows)
    assert all(isinstance(each, Made) for each in outcomes[3:])
    for row, outcome in zip(rows[:3], outcomes, strict=False):
        assert isinstance(outcome, RowFault)
        assert outcome.credential_id == row.credential_id
        assert isinstance(outcome.error, PreparationFailed)


def test_each_signer_is_called_once_for_a_chunk() -> None:
    both = signers()
    rows = numbered_rows(3 * ROWS_THAT_PAY)
    issue_cohort(rows, {s.key.algorithm: s for s in both}, (SCHOOL, KEYS), now=NOW)
    assert [signer.calls for signer in both] == [[len(rows)], [len(rows)]]


def test_without_a_key_nothing_is_issued() -> None:
    only_one = {KeyAlgorithm.ED25519: signers()[0]}
    for count in (1, ROWS_THAT_PAY):
        with pytest.raises(NoSigningKey):
            issue_cohort(numbered_rows(count), only_one, (SCHOOL, KEYS), now=NOW)


def test_a_key_that_readers_will_not_find_makes_faults_and_no_credentials() -> None:
    hidden = tuple(replace(key, compromised_at=NOW) for key in KEYS)
    rows = numbered_rows(ROWS_THAT_PAY)
    outcomes = issue_cohort(rows, school_signers(), (SCHOOL, hidden), now=NOW)
    assert all(isinstance(each, RowFault) for each in outcomes)


def test_no_rows_no_credentials() -> None:
    assert issued([]) == []


@pytest.mark.parametrize("engine", [Engine.MEMOISED, Engine.PLAIN])
def test_other_engines_give_the_same_bytes(engine: Engine) -> None:
    rows = numbered_rows(ROWS_THAT_PAY)
    expected, before = issued(rows), engine_in_use()
    use_engine(engine)
    try:
        assert issued(rows[:4]) == expected[:4]
    finally:
        use_engine(before)

"""A cohort is issued as its rows would be one by one: the same bytes, and each by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from contexts import Engine, engine_in_use, use_engine
from issuer.cohort import Made, Outcome, RowFault, issue_cohort
from issuer.cohort.alone import issue_alone
from issuer.cohort.templates import ROWS_THAT_PAY
from issuer.errors import NoSigningKey, PreparationFailed
from issuer.model.award import Evidence
from issuer.model.credential import StatusPurpose
from issuer.model.organisation import KeyAlgorithm
from issuer.model.programme import ProgrammeContent
from issuer.rendering.material import Material
from issuer.signing import Signers
from tests.issuer.cohorts import numbered, numbered_rows, odd_rows
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


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


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


def test_rows_of_any_shape_and_text_are_what_they_would_be_alone() -> None:
    rows = odd_rows()
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


@pytest.mark.usefixtures("compiled_shapes")
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

"""The measured cohort is one that could be: different people, the same in every run."""

from __future__ import annotations

import pytest

from bench.rows import name_of, row, row_of_size
from issuer.preparing import prepare

MANY = 120


def test_no_two_learners_are_alike() -> None:
    rows = [row(number) for number in range(MANY)]
    assert len({each.learner.name for each in rows}) == MANY
    assert len({each.learner.email for each in rows}) == MANY
    assert len({each.credential_id for each in rows}) == MANY
    assert len({each.salt for each in rows}) == MANY
    assert len({each.entries[0].index for each in rows}) == MANY


def test_every_run_measures_the_same() -> None:
    assert row(7) == row(7)
    assert name_of(7) == name_of(7)


def test_each_can_be_issued_and_says_something_else() -> None:
    bodies = {prepare(row(number)).body for number in range(8)}
    assert len(bodies) == 8


@pytest.mark.parametrize("wanted", [20_000, 50_000, 100_000, 200_000])
def test_a_badge_has_about_the_size_asked_for_and_can_be_issued(wanted: int) -> None:
    body = prepare(row_of_size(1, wanted)).body
    assert len(body) == pytest.approx(wanted, rel=0.1)

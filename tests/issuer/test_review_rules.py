"""The number of reviewers grows with level and workload; the rules are data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from issuer.model.programme import Level, ProgrammeContent, Workload
from issuer.review_rules import review_requirement, reviewers_needed
from tests.issuer.examples import HEAT_PUMPS


@pytest.mark.parametrize(
    ("content", "needed"),
    [
        (HEAT_PUMPS, 1),
        (ProgrammeContent(), 1),
        (replace(HEAT_PUMPS, level=Level(sok=5)), 1),
        (replace(HEAT_PUMPS, level=Level(sok=6)), 2),
        (replace(HEAT_PUMPS, workload=Workload(hours=Decimal("149.5"))), 1),
        (replace(HEAT_PUMPS, workload=Workload(hours=Decimal(150))), 2),
        (replace(HEAT_PUMPS, workload=Workload(ects=Decimal(6))), 2),
        (replace(HEAT_PUMPS, workload=Workload(vet_credit_points=Decimal(6))), 2),
        (replace(HEAT_PUMPS, level=Level(sok=8), pilot=True, pilot_until=date(2027, 1, 1)), 1),
    ],
)
def test_the_number_follows_level_workload_and_pilot(
    content: ProgrammeContent, needed: int
) -> None:
    assert reviewers_needed(content) == needed


def test_the_reasons_are_told_in_both_languages() -> None:
    content = replace(HEAT_PUMPS, level=Level(sok=7), workload=Workload(ects=Decimal(12)))
    requirement = review_requirement(content)
    assert [reason["en"] for reason in requirement.because] == [
        "The SOK level is 6 or higher.",
        "The workload is 6 ECTS or more.",
    ]
    assert all(reason["sl"] for reason in requirement.because)

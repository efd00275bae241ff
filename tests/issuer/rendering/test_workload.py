"""The workload in words: what is stated, in the order of Annex I, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from issuer.model.programme import Workload
from issuer.rendering.workload import workload_in_words
from tests.issuer.examples import HEAT_PUMPS


@pytest.mark.parametrize(
    ("workload", "language", "told"),
    [
        (Workload(hours=Decimal(2)), "sl", "2 uri"),
        (Workload(hours=Decimal(1), ects=Decimal(3)), "en", "1 hour, 3 ECTS"),
        (Workload(ects=Decimal("0.5")), "sl", "0,5 ECTS"),
        (Workload(), "en", ""),
    ],
)
def test_what_is_stated_is_told(workload: Workload, language: str, told: str) -> None:
    assert workload_in_words(replace(HEAT_PUMPS, workload=workload), language) == told

"""Verdicts do not depend on the engine, and what was changed after signing never holds."""

import json
from collections.abc import Callable

import pytest

from contexts import Engine, engine_in_use
from tests.differential.verifying import CHANGES, compare_verdicts
from tests.verifier.makers import judged
from verifier import Report

CREDENTIALS = 30
SEEDS = (20_261_123, 20_261_124)


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_no_verdict_depends_on_the_engine(
    seed: int, record_property: Callable[[str, object], None]
) -> None:
    score = compare_verdicts(seed, CREDENTIALS)

    record_property("differential", f"seed {seed}: {score}")
    assert score.wrong == [], f"seed {seed}: {score.wrong[:3]}"
    assert (score.intact, score.changed) == (CREDENTIALS, CREDENTIALS * CHANGES)


def test_an_engine_that_overlooks_a_change_is_noticed() -> None:
    def careless(secured: bytes) -> Report:
        document = json.loads(secured)
        if engine_in_use() is Engine.COMPILED:
            document.pop("name", None)
        return judged(json.dumps(document).encode())

    assert compare_verdicts(3, 3, careless).wrong

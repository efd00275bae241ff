"""Documents of few words, hundreds of one shape: what fits an outline is exact or told alike."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes.counting import counters
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.shapes.insisting import IMPATIENCE, outcome
from tests.differential.small_worlds import resettled, small_world

WORLDS = 40
COPIES = 16
SEED = 20_261_123


@pytest.fixture(autouse=True)
def _compiled(compiled_shapes: None) -> None:
    assert compiled_shapes is None


def test_no_outline_changes_a_byte_or_an_error(
    record_property: Callable[[str, object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    record_property("differential", f"outlines, seed {SEED}")
    chance, fitted, before = random.Random(SEED), count(), counters().get("outlines", 0)  # noqa: S311
    fits = ShapeCache._fitted

    def counted(*args: object) -> object:
        found = fits(*args)  # type: ignore[arg-type]  # what the cache hands over
        return found if found is None else (next(fitted), found)[1]

    monkeypatch.setattr(ShapeCache, "_fitted", counted)
    for _ in range(WORLDS):
        cache, world = ShapeCache(IMPATIENCE), small_world(chance)
        for _ in range(COPIES):
            document = resettled(world, chance)
            expected = outcome(lambda: canonical_in_full(document).encode())  # noqa: B023
            assert outcome(lambda: cache.canonical(document, "sha256")) == expected, (  # noqa: B023
                f"seed {SEED}: {document}"
            )

    # Or outlines would have had nothing to do.
    assert counters()["outlines"] - before > WORLDS // 8
    assert next(fitted) > WORLDS // 2

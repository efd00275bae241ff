"""Outlines are learnt from what comes by, change no byte, and are few."""

from typing import Any

import pytest

from contexts.full_path import canonical_in_full
from contexts.shapes import outlines
from contexts.shapes.counting import counters
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.reference_data import badge, credential
from tests.contexts.shapes.insisting import outcome


def learner(number: int, **members: Any) -> dict[str, Any]:  # noqa: ANN401  # any JSON
    return badge(id=f"urn:uuid:{number}", name=f'Izvid "{number}"\n', **members)


def counted(name: str) -> int:
    return counters().get(name, 0)


def taught(patience: int = 4) -> ShapeCache:
    """Give a cache that has an outline of badges, with gaps for id and name."""
    cache, before = ShapeCache(patience), counted("outlines")
    for number in range(2 + patience):
        cache.canonical(learner(number), "sha256")
    assert counted("outlines") == before + 1
    return cache


def test_what_fits_is_filled_exactly_and_never_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = taught()
    monkeypatch.delattr("contexts.shapes.shape_cache.structure_of")

    for number in range(100, 120):
        document = learner(number)
        assert cache.canonical(document, "sha256").decode() == canonical_in_full(document)
        cache.check_lossless(document)


@pytest.mark.parametrize(
    "members",
    [{"id": "relative"}, {"id": "_:b0"}, {"id": "name:x"}, {"name": "\ufffe"}, {"id": "urn:\n"}],
)
def test_what_may_not_be_filled_is_answered_by_the_full_path(members: dict[str, Any]) -> None:
    cache, document = taught(), learner(1) | members

    expected = outcome(lambda: canonical_in_full(document).encode())

    assert outcome(lambda: cache.canonical(document, "sha256")) == expected


def test_a_hash_has_outlines_of_its_own() -> None:
    cache, document = taught(), learner(5)

    for _ in range(4):
        found = cache.canonical(document, "sha384").decode()
        assert found == canonical_in_full(document, hash_name="sha384")


def test_what_was_thought_common_becomes_a_gap() -> None:
    cache, before = taught(patience=2), counted("outlines")

    for number in range(8):
        document = learner(number, validFrom=f"2026-01-0{number + 1}T00:00:00Z")
        assert cache.canonical(document, "sha256").decode() == canonical_in_full(document)

    assert counted("outlines") == before + 1


def test_a_large_document_is_not_outlined() -> None:
    cache, before = ShapeCache(2), counted("outlines")

    for number in range(8):
        cache.canonical(learner(number, description="x" * outlines.LARGEST), "sha256")

    assert counted("outlines") == before


def test_the_last_used_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "MOST", 6)
    cache = taught()

    for number in range(12):
        for _ in range(8):
            cache.canonical(credential(**{f"https://sola.example/{number}": "x"}), "sha256")
        cache.canonical(learner(number), "sha256")

    monkeypatch.delattr("contexts.shapes.shape_cache.structure_of")
    assert cache.canonical(learner(3), "sha256").decode() == canonical_in_full(learner(3))
    with pytest.raises(NameError):
        cache.canonical(credential(**{"https://sola.example/0": "x"}), "sha256")

"""Shapes of what came by: compiled at the second sighting, exact, and never filled by strangers."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

import pytest

from contexts import ContextsError, TooMuchWork
from contexts.full_path import canonical_in_full
from contexts.shapes import thrift
from contexts.shapes.counting import counters
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.reference_data import ROOT, badge, credential
from tests.contexts.shapes.insisting import outcome


class Counted:
    """What was counted since."""

    def __init__(self) -> None:
        self._before = counters()

    def __getitem__(self, name: str) -> int:
        """Return how often it happened."""
        return counters().get(name, 0) - self._before.get(name, 0)


def numbered(number: int) -> dict[str, Any]:
    document = badge(name=f'Izvid št. {number}, 100 % "\\\n', id=f"urn:uuid:{number}")
    document["credentialSubject"]["id"] = f"did:example:{number * 7919}"
    return document


def test_the_third_document_of_a_shape_is_filled() -> None:
    cache, counted = ShapeCache(), Counted()

    for number in range(5):
        document = numbered(number)
        assert cache.canonical(document, "sha256").decode() == canonical_in_full(document)

    assert (counted["compilations"], counted["hits"]) == (1, 3)


def test_the_document_is_not_changed() -> None:
    cache, document = ShapeCache(), badge()

    for _ in range(3):
        cache.canonical(document, "sha256")

    assert document == badge()


def vectors() -> Iterator[dict[str, Any]]:
    """Give every document with contexts in tests/vectors, without its proof, and inner ones."""
    for path in sorted((ROOT / "tests/vectors").rglob("*.json")):
        waiting = [json.loads(path.read_text(encoding="utf-8"))]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(value)
            elif isinstance(value, dict):
                waiting.extend(value.values())
                if "@context" in value:
                    yield {name: each for name, each in value.items() if name != "proof"}


def test_all_credentials_of_the_vectors_are_exact_or_refused_alike() -> None:
    """They are of many kinds: badges, status lists, presentations, ELM, hostile ones."""
    cache, counted, documents = ShapeCache(), Counted(), [*vectors()]

    for document in documents:
        expected = outcome(lambda document=document: canonical_in_full(document))  # type: ignore[misc]
        for _ in range(3):
            got = outcome(lambda document=document: cache.canonical(document, "sha256").decode())  # type: ignore[misc]
            assert got == expected

    assert len(documents) > 100
    assert counted["hits"] > 100


@pytest.mark.parametrize("hash_name", ["sha256", "sha384"])
def test_both_hashes_have_shapes_of_their_own(hash_name: Any) -> None:  # noqa: ANN401
    cache, counted = ShapeCache(), Counted()

    for _ in range(3):
        for name in ("sha256", hash_name):
            assert cache.canonical(badge(), name).decode() == canonical_in_full(
                badge(), hash_name=name
            )

    assert counted["hits"] >= 2


def test_a_refused_document_is_refused_alike_each_time_and_never_compiled() -> None:
    cache, counted = ShapeCache(), Counted()
    document = badge(secretGrade=5)

    said = {outcome(lambda: cache.canonical(document, "sha256")) for _ in range(5)}

    assert said == {outcome(lambda: canonical_in_full(document))}
    assert counted["compilations"] == 0


def test_what_is_lossless_is_told_by_the_shape() -> None:
    cache, counted = ShapeCache(), Counted()
    for number in range(4):
        cache.check_lossless(numbered(number))
    assert (counted["compilations"], counted["hits"]) == (1, 2)

    with pytest.raises(ContextsError):
        cache.check_lossless(badge(id="relative"))


def test_what_is_lossless_but_too_costly_is_never_compiled() -> None:
    alike = [{"type": "Alignment"}] * 9
    achievement = {"type": "Achievement", "alignment": alike}
    subject = {"type": "AchievementSubject", "achievement": [achievement] * 2}
    document = badge(credentialSubject=subject)
    cache, counted = ShapeCache(), Counted()

    for _ in range(4):
        cache.check_lossless(document)

    assert counted["compilations"] == counted["hits"] == 0
    with pytest.raises(TooMuchWork):
        cache.canonical(document, "sha256")


def test_threads_share_the_cache() -> None:
    cache = ShapeCache()
    documents = [numbered(number) for number in range(12)]
    expected = [canonical_in_full(document) for document in documents]

    with ThreadPoolExecutor(8) as pool:
        found = pool.map(
            lambda document: cache.canonical(document, "sha256").decode(), documents * 20
        )

        assert list(found) == expected * 20


def test_ever_new_shapes_cost_nothing_but_the_full_path() -> None:
    cache, counted = ShapeCache(), Counted()

    for number in range(60):
        cache.canonical(credential(**{f"https://sola.example/{number}": "x"}), "sha256")

    assert counted["compilations"] == 0


def test_shapes_sent_twice_are_compiled_up_to_a_budget_and_then_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(thrift, "MAX_CREDIT", 1_000)
    cache, counted = ShapeCache(), Counted()

    for number in range(200):
        for _ in range(2):
            cache.canonical(credential(**{f"https://sola.example/{number}": "x"}), "sha256")

    assert 0 < counted["compilations"] < 150


def test_a_shape_in_use_survives_a_flood_of_others() -> None:
    cache = ShapeCache()
    for _ in range(3):
        cache.canonical(badge(), "sha256")
    counted = Counted()

    for number in range(150):
        for _ in range(2):
            cache.canonical(credential(**{f"https://sola.example/{number}": "x"}), "sha256")
        cache.canonical(deepcopy(badge()), "sha256")

    assert counted["hits"] == 150

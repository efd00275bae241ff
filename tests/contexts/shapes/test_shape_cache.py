"""Shapes of what came by: compiled at the second sighting, exact, and never filled by strangers."""

from contexts.full_path import canonical_in_full
from contexts.shapes.counting import counters
from contexts.shapes.shape_cache import ShapeCache
from tests.contexts.reference_data import badge


def test_the_third_document_of_a_shape_is_filled() -> None:
    cache, before = ShapeCache(), counters()

    for number in range(4):
        document = badge(name=f'Izvid št. {number} 100 % "\\\n', id=f"urn:uuid:{number}")
        assert cache.canonical(document, "sha256") == canonical_in_full(document)

    after = counters()
    assert after["compilations"] - before.get("compilations", 0) == 1
    assert after["hits"] - before.get("hits", 0) == 2

"""20,000 documents, and not one mismatch; `make differential` makes others."""

from collections.abc import Callable

import pytest

from tests.differential.comparing import Panel, compare
from tests.differential.generating import VARIANTS, samples
from tests.differential.panels import full_panel
from tests.peers import node

pytestmark = pytest.mark.slow

PARTS = 8
DOCUMENTS = 2_500
"""In each part."""
FIXED_SEED = 20_261_123


@pytest.mark.peers
@pytest.mark.parametrize("part", range(PARTS))
def test_no_document_is_read_in_two_ways(
    part: int, panel: Panel, record_property: Callable[[str, object], None]
) -> None:
    seed = FIXED_SEED + part

    score = compare(samples(seed, DOCUMENTS), panel)

    record_property("differential", f"seed {seed}: {score}")
    assert not score.mismatches, f"seed {seed}\n" + "\n".join(map(str, score.mismatches[:5]))
    assert score.documents == DOCUMENTS
    # Or compiled shapes would have had nothing to do.
    assert score.shapes["hits"] > DOCUMENTS // 8
    # Half is accepted, or the oracles would have had nothing to say.
    assert score.equal["jsonld.js"] > DOCUMENTS // 4
    assert score.equal["pyoxigraph"] > DOCUMENTS // 4


@pytest.mark.peers
def test_with_sha_384_neither(record_property: Callable[[str, object], None]) -> None:
    """P-384 needs it inside canonicalization too; it has shapes of its own."""
    if node.missing():
        pytest.skip(str(node.missing()))
    with full_panel("sha384") as panel:
        score = compare(samples(FIXED_SEED, DOCUMENTS // 5), panel)

    record_property("differential", f"SHA-384, seed {FIXED_SEED}: {score}")
    assert not score.mismatches, "\n".join(map(str, score.mismatches[:5]))
    assert score.shapes["hits"]
    assert score.equal["jsonld.js"]


def test_a_seed_repeats_its_documents() -> None:
    first, again = (list(samples(7, 3 * VARIANTS)) for _ in range(2))
    assert list(map(repr, first)) == list(map(repr, again))
    assert list(map(repr, first)) != list(map(repr, samples(8, 3 * VARIANTS)))

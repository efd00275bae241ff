"""Every engine must give what the tests of this folder expect."""

import pytest

from contexts import canonical
from contexts.engine import Engine, use_engine
from tests.contexts.shapes.insisting import InsistingCache


@pytest.fixture(params=[Engine.COMPILED, Engine.MEMOISED])
def each_engine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, engine_restored: None
) -> None:
    """Run a test with both engines of the product, and a shape for every document."""
    assert engine_restored is None
    use_engine(request.param)
    monkeypatch.setattr(canonical, "_SHAPES", InsistingCache())

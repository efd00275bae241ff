"""Every engine must give what the tests of this folder expect."""

from collections.abc import Iterator

import pytest

from contexts.engine import Engine, use_engine


@pytest.fixture
def engine_restored() -> Iterator[None]:
    """Let a test choose engines; afterwards the usual one is in use again."""
    yield
    use_engine(Engine.COMPILED)

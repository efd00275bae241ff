"""The oracles are started once for all tests of a worker."""

from collections.abc import Iterator

import pytest

from tests.differential.comparing import Panel
from tests.differential.panels import full_panel
from tests.peers import node


@pytest.fixture(scope="session")
def panel() -> Iterator[Panel]:
    """Everybody who is asked."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with full_panel() as asked:
        yield asked

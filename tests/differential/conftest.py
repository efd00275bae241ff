"""The oracles are started once for all tests of a worker; shapes are forgotten before each test."""

from collections.abc import Iterator

import pytest

from tests.differential.comparing import Panel
from tests.differential.engines import forget_shapes
from tests.differential.oracles import Oxigraph, running_oxigraph
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


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[Oxigraph]:
    """Give pyoxigraph alone."""
    with running_oxigraph() as process:
        yield process


@pytest.fixture(autouse=True)
def _shapes_forgotten() -> None:
    forget_shapes()

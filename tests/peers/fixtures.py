"""Fixtures that hand the foreign verifiers to tests."""

from collections.abc import Iterator

import pytest

from tests.peers import node, openbadgeslib
from tests.peers.openvc import Openvc, running_openvc


@pytest.fixture(scope="session")
def node_peers() -> Iterator[node.NodePeers]:
    """The Node peers, in one process for the whole session."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with node.running_node_peers() as peers:
        yield peers


@pytest.fixture(scope="session")
def openvc() -> Iterator[Openvc]:
    """Start openvc-core, in one process for the whole session."""
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)
    with running_openvc() as process:
        yield process

"""Fixtures that hand the foreign verifiers to tests."""

from collections.abc import Iterator

import pytest

from tests.peers import node


@pytest.fixture(scope="session")
def node_peers() -> Iterator[node.NodePeers]:
    """The Node peers, in one process for the whole session."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with node.running_node_peers() as peers:
        yield peers

"""One service behind TLS, and the foreign wallets that talk to it, for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.serving_https import HttpsService, serving_https
from tests.peers import node


@pytest.fixture(scope="package")
def service(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[HttpsService]:
    """Run the service behind TLS."""
    with serving_https(migrated_sqlite, tmp_path_factory.mktemp("https")) as running:
        yield running


@pytest.fixture(scope="package")
def wallets(service: HttpsService) -> Iterator[node.NodePeers]:
    """Start the foreign wallets, which believe the service's certificate."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with node.running_wallets(service.certificate) as running:
        yield running

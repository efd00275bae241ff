"""One service behind TLS, and the foreign wallets that talk to it, for all tests of this folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.clock import SystemClock
from app.demo.pki import DemoPki, new_demo_pki
from app.demo.story import Told
from tests.app.oid4vci.offering import CLOCK
from tests.app.oid4vci.pocket_wallet import PocketWallet
from tests.app.serving_https import HttpsService, serving_https
from tests.app.staging import Stage, staged
from tests.peers import node


@pytest.fixture(scope="package")
def wallets_authority() -> DemoPki:
    """Make the authority that the operator lists for wallets of the European framework."""
    return new_demo_pki(SystemClock().now())


@pytest.fixture(scope="package")
def service(
    migrated_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
    wallets_authority: DemoPki,
) -> Iterator[HttpsService]:
    """Run the service behind TLS."""
    folder = tmp_path_factory.mktemp("https")
    file = folder / "wallet-providers.pem"
    file.write_bytes(wallets_authority.root.certificate.public_bytes(Encoding.PEM))
    with serving_https(migrated_sqlite, folder, wallet_providers_file=file) as running:
        yield running


@pytest.fixture(scope="package")
def wallets(service: HttpsService) -> Iterator[node.NodePeers]:
    """Start the foreign wallets, which believe the service's certificate."""
    reason = node.missing()
    if reason:
        pytest.skip(reason)
    with node.running_wallets(service.certificate) as running:
        yield running


@pytest.fixture(scope="module")
def stage(seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the service with its demonstration."""
    template, told = seeded
    file = tmp_path_factory.mktemp("wallets") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told, clock=CLOCK) as stage:
        yield stage


@pytest.fixture(autouse=True)
def _on_time() -> Iterator[None]:
    yield
    CLOCK.ahead = timedelta(0)


@pytest.fixture(scope="module")
def wallet(stage: Stage) -> PocketWallet:
    """Give a wallet."""
    return PocketWallet(stage.service)

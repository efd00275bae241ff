"""What the foreign eyes need to be there, and a sandbox for what the W3C suites ask."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.interop.w3c import Suite, sandbox
from tests.peers import openbadgeslib


@pytest.fixture(scope="session")
def openbadgeslib_is_here() -> None:
    """Skip where openbadgeslib is not installed."""
    reason = openbadgeslib.missing()
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory, migrated_sqlite: Path) -> Iterator[Suite]:
    """Serve with the sandbox issuer and the answers that the suites expect."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="UnsafeAnyController")
        with sandbox(tmp_path_factory.mktemp("w3c"), migrated_sqlite) as running:
            yield running

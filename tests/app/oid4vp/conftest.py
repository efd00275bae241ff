"""The service with its demonstration, where the wallet's school is known: once for each module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.oid4vp.wallet import ISSUER, ISSUER_NAME
from tests.app.serving import Service, serving, settings_for


@pytest.fixture(scope="module")
def service(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Run a service that knows the wallet's school."""
    file = tmp_path_factory.mktemp("asking") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    settings = settings_for(f"sqlite:///{file}", trusted_issuers={ISSUER: ISSUER_NAME})
    with serving(settings) as running:
        yield running

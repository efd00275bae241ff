"""The demonstration's story, told once for all tests of this folder that want a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.staging import seed_once


@pytest.fixture(scope="session")
def seeded(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    """Tell the demonstration's story once; every test gets a copy of the file."""
    file = tmp_path_factory.mktemp("seeded") / "template.db"
    return file, seed_once(file, migrated_sqlite)

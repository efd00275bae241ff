"""The stage for tests of single routes: on SQLite; journeys run on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.staging import Stage, staged


@pytest.fixture
def stage(seeded: tuple[Path, Told], tmp_path: Path) -> Iterator[Stage]:
    """Run the service with its demonstration."""
    template, told = seeded
    file = tmp_path / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told) as stage:
        yield stage

"""The stage for tests of single routes: on SQLite; journeys run on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.staging import Stage, staged


@pytest.fixture
def stage(seeded: tuple[Path, Told], seeded_url: str) -> Iterator[Stage]:
    """Run the service with its demonstration."""
    with staged(seeded_url, told=seeded[1]) as stage:
        yield stage

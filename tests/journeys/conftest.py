"""The stage for journeys through the API: once on each database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app.staging import Stage, staged


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """Run the service with its demonstration, on SQLite and on PostgreSQL."""
    with staged(database_url) as stage:
        yield stage

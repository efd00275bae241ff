"""One service for all tests of a module; each test is a browser that knows nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.serving import Service
from tests.app.staging import Stage, staged


@pytest.fixture(scope="module")
def stage(seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the service; each test has a learner of its own."""
    template, told = seeded
    file = tmp_path_factory.mktemp("accounts") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told) as stage:
        yield stage


@pytest.fixture
def service(stage: Stage) -> Service:
    """Give the service to a browser that knows nothing."""
    stage.service.cookies.clear()
    return stage.service

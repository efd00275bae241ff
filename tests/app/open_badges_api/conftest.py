"""One service for all tests of a module, and a program that learners allow to act for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.demo.story import Told
from tests.app.open_badges_api.program import Program
from tests.app.staging import Stage, staged


@pytest.fixture(scope="module")
def stage(seeded: tuple[Path, Told], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Run the service; each test has a learner of its own."""
    template, told = seeded
    file = tmp_path_factory.mktemp("open_badges_api") / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told) as stage:
        yield stage


@pytest.fixture(scope="module")
def program(stage: Stage) -> Program:
    """Register a program."""
    return Program.registered(stage.service)

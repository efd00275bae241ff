"""A mail server for the tests of this folder, and services that send by it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.demo.story import Told
from tests.app.mail.mail_server import Inbox, LocalMailServer, mail_server
from tests.app.mail.sending import sending_by
from tests.app.staging import Stage, seed_once, staged


@pytest.fixture
def post() -> Iterator[LocalMailServer]:
    """Run a mail server that takes everything, in the clear."""
    with mail_server(Inbox()) as server:
        yield server


@pytest.fixture(scope="session")
def told_school(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Told]:
    """Tell the demonstration's story once; every test gets a copy of the file."""
    file = tmp_path_factory.mktemp("school") / "template.db"
    return file, seed_once(file, migrated_sqlite)


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """Give the settings of the service besides its mail server; a module may say others."""
    return {}


@pytest.fixture
def stage(
    told_school: tuple[Path, Told],
    tmp_path: Path,
    post: LocalMailServer,
    more_settings: dict[str, Any],
) -> Iterator[Stage]:
    """Run a service that sends by the mail server, with the demonstration in it."""
    template, told = told_school
    file = tmp_path / "dokazilo.db"
    shutil.copyfile(template, file)
    with staged(f"sqlite:///{file}", told=told, **sending_by(post, **more_settings)) as stage:
        yield stage

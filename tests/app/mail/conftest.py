"""A mail server for the tests of this folder, and services that send by it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.demo.story import Told
from tests.app.mail.mail_server import Inbox, LocalMailServer, mail_server
from tests.app.mail.sending import sending_by
from tests.app.staging import Stage, staged


@pytest.fixture
def post() -> Iterator[LocalMailServer]:
    """Run a mail server that takes everything, in the clear."""
    with mail_server(Inbox()) as server:
        yield server


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """Give the settings of the service besides its mail server; a module may say others."""
    return {}


@pytest.fixture
def stage(
    seeded: tuple[Path, Told],
    seeded_url: str,
    post: LocalMailServer,
    more_settings: dict[str, Any],
) -> Iterator[Stage]:
    """Run a service that sends by the mail server, with the demonstration in it."""
    with staged(seeded_url, told=seeded[1], **sending_by(post, **more_settings)) as stage:
        yield stage

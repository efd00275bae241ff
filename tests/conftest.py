"""What every test gets: databases, a browser, foreign verifiers, rules on sockets and skips."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = [
    "tests.browser",
    "tests.databases",
    "tests.engines",
    "tests.differential.printing",
    "tests.peers.fixtures",
    "tests.skips",
]

TESTS = Path(__file__).parent

# Core tests open no socket at all. These folders run the service, and reach this machine only.
WITH_LOCAL_SOCKETS = (TESTS / "app", TESTS / "journeys", TESTS / "hostile")
# The same examples in every run: a busy machine, or a new example, is no finding about a change.
settings.register_profile("the-same", derandomize=True, database=None, deadline=None)
settings.load_profile("the-same")
# For fuzzing, see CONTRIBUTING.md: pytest --hypothesis-profile=long
settings.register_profile(
    "long", max_examples=100_000, deadline=2_000, derandomize=False, print_blob=True
)

LOCAL_HOSTS = ["127.0.0.1", "localhost", "::1"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open local sockets for tests of the service."""
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in WITH_LOCAL_SOCKETS):
            item.add_marker(pytest.mark.allow_hosts(LOCAL_HOSTS))

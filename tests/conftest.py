"""What every test gets: the peers, the databases, the browser, and the rule about skips."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

pytest_plugins = ["tests.browser", "tests.databases", "tests.peers.fixtures"]

TESTS = Path(__file__).parent

# Core tests open no socket at all. These folders run the service, and reach this machine only.
WITH_LOCAL_SOCKETS = (TESTS / "app", TESTS / "journeys")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "::1"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open local sockets for tests of the service, and for tests that drive a browser."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        runs_the_service = any(item.path.is_relative_to(folder) for folder in WITH_LOCAL_SOCKETS)
        if runs_the_service or "browser_page" in fixtures:
            item.add_marker(pytest.mark.allow_hosts(LOCAL_HOSTS))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001 - pytest matches hooks by argument name
    call: pytest.CallInfo[None],  # noqa: ARG001
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under CI=true turn a skipped test into a failed one: what did not run was not tested."""
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if report.skipped and not expected_to_fail and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        path, line, message = report.longrepr
        return f"{message} ({path}:{line})"
    return str(report.longrepr)

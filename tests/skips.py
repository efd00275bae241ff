"""Under CI=true a skip is a failure: what did not run was not tested."""

import os
from collections.abc import Generator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,  # noqa: ARG001 - pytest matches hooks by argument name
    call: pytest.CallInfo[None],  # noqa: ARG001
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test into a failed one, but not one that failed as it should."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and _in_ci():
        report.outcome = "failed"
        report.longrepr = _reason(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,  # noqa: ARG001
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped module into a failed one."""
    report = yield
    if report.skipped and _in_ci():
        report.outcome = "failed"
        report.longrepr = _reason(report)
    return report


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"  # noqa: TID251 - it is the environment we ask about


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    if isinstance(report.longrepr, tuple):
        path, line, message = report.longrepr
        return f"skipped, which CI does not allow: {message} ({path}:{line})"
    return f"skipped, which CI does not allow: {report.longrepr}"

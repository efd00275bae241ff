"""Prints the seed and score of each differential run at the end of a test run, also of workers."""

from typing import Protocol

import pytest


class Terminal(Protocol):
    """The part of pytest's terminal reporter that is used."""

    stats: dict[str, list[pytest.TestReport]]

    def section(self, title: str) -> None:
        """Begin a section."""

    def write_line(self, line: str) -> None:
        """Write a line."""


def pytest_terminal_summary(terminalreporter: Terminal) -> None:
    """Print what tests recorded as `differential`."""
    reports = [*terminalreporter.stats.get("passed", []), *terminalreporter.stats.get("failed", [])]
    found = [
        str(value)
        for report in reports
        for name, value in report.user_properties
        if name == "differential"
    ]
    if found:
        terminalreporter.section("differential check")
        for text in found:
            terminalreporter.write_line(text)

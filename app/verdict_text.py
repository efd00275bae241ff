"""A report as lines of plain text, for terminals."""

from collections.abc import Mapping
from typing import Any

Report = Mapping[str, Any]
"""The report as POST /verify answers it in JSON."""

_WORDS = {
    "passed": {"sl": "VELJAVNO", "en": "VALID"},
    "failed": {"sl": "NEVELJAVNO", "en": "NOT VALID"},
    "indeterminate": {"sl": "NI MOGOČE POTRDITI", "en": "CANNOT BE CONFIRMED"},
}
_SIGNS = {"passed": "+", "failed": "x", "indeterminate": "?"}


def verdict_text(name: str, report: Report, language: str) -> str:
    """Give the verdict in one line, and a line for each finding, in "sl" or "en"."""
    verdict = f"{_WORDS[report['outcome']][language]}  {name}: {report['sentence'][language]}"
    lines = [verdict, *(_line(finding, language) for finding in report["findings"])]
    if report["root_cause"] or "as_of" in report:
        lines.append(f"  > {report['next_step'][language]}")
    return "\n".join(printable(line) for line in lines)


def _line(finding: Report, language: str) -> str:
    code = f" [{finding['code']}]" if finding["code"] else ""
    told = f"{finding['label'][language]}: {finding['sentence'][language]}"
    return f"  {_SIGNS[finding['outcome']]} {told}{code}"


def outcome_word(outcome: str, language: str) -> str:
    """Name an outcome."""
    return _WORDS[outcome][language]


def printable(line: str) -> str:
    """Take from a stranger's text what a terminal would obey."""
    return "".join(c if c.isprintable() else "�" for c in line)

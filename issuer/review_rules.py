"""How many reviewers a programme needs: rules held as data, which a body can read and change.

Quality assurance is proportionate: it grows with level and workload. `data/review_rules.json` holds
the rules; this module knows only how each kind of condition is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from issuer.model.programme import ProgrammeContent
from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class ReviewersNeeded:
    """How many reviewers have to approve, and which rules say so."""

    count: int
    because: tuple[Text, ...]


def reviewers_needed(content: ProgrammeContent) -> int:
    """Say how many different reviewers have to approve the programme."""
    return review_requirement(content).count


def review_requirement(content: ProgrammeContent) -> ReviewersNeeded:
    """Say how many reviewers are needed and why."""
    rules = _rules()
    count, because = int(rules["base"]), []
    for rule in rules["more"]:
        if _applies(rule, content):
            count = max(count, rule["reviewers"])
            because.append(rule["because"])
    for rule in rules["at_most"]:
        if _applies(rule, content):
            count = min(count, rule["reviewers"])
            because.append(rule["because"])
    return ReviewersNeeded(count, tuple(because))


def _applies(rule: Mapping[str, Any], content: ProgrammeContent) -> bool:
    return _CONDITIONS[rule["when"]](content, Decimal(rule.get("threshold", 0)))


def _at_least(value: Decimal | int | None, threshold: Decimal) -> bool:
    return value is not None and value >= threshold


_CONDITIONS: dict[str, Callable[[ProgrammeContent, Decimal], bool]] = {
    "sok_at_least": lambda content, least: _at_least(content.level.sok, least),
    "hours_at_least": lambda content, least: _at_least(content.workload.hours, least),
    "ects_at_least": lambda content, least: _at_least(content.workload.ects, least),
    "vet_credit_points_at_least": lambda content, least: _at_least(
        content.workload.vet_credit_points, least
    ),
    "pilot": lambda content, _: content.pilot,
}


@cache
def _rules() -> Mapping[str, Any]:
    file = resources.files("issuer") / "data" / "review_rules.json"
    rules: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return rules

"""What verification says to people: a title, a sentence and a next step for every problem code.

The texts stand side by side in both languages in `data/sentences.json`, for the API always answers
in both.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from issuer.model.text import Text
from verifier.places import read_places

_ZONE = "Europe/Ljubljana"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """One problem as people read it."""

    code: str
    title: Text
    sentence: Text
    next_step: Text


def problem_codes() -> frozenset[str]:
    """Give every code that has a page of its own."""
    return frozenset(_table()["problems"])


def explain(code: str, params: Mapping[str, str] | None = None) -> Explanation:
    """Explain a problem, with its values where they are known; an unknown code is a KeyError."""
    entry = _table()["problems"][code]
    with_values = entry.get("sentence_with_values")
    sentence = _filled(with_values, params or {}) if with_values else None
    return Explanation(
        code, entry["title"], sentence or entry["sentence"], both("next_steps", entry["next_step"])
    )


def both(group: str, name: str, /, **values: str | Text) -> Text:
    """Give one of the other texts in both languages; an unknown name is a KeyError."""
    text: Text = _table()[group][name]
    return _filled(text, values) or text


def has(group: str, name: str) -> bool:
    """Tell whether there is such a text."""
    return name in _table()[group]


def on_day(value: str) -> Text | None:
    """Write the day, as it is in Slovenia, of an ISO 8601 time; None when it is none."""
    try:
        day = datetime.fromisoformat(value).astimezone(ZoneInfo(_ZONE))
    except (ValueError, OverflowError):
        return None
    return {
        "sl": f"{day.day}. {day.month}. {day.year}",
        "en": f"{day.day} {_MONTHS[day.month - 1]} {day.year}",
    }


def _filled(text: Text, values: Mapping[str, str | Text]) -> Text | None:
    """Put the values into both languages; None when one is missing or cannot be said in both."""
    filled = {}
    for language, template in text.items():
        said = {name: _said(name, values, language) for name in _PLACEHOLDER.findall(template)}
        if any(value is None for value in said.values()):
            return None
        filled[language] = template.format_map(said)
    return filled


def _said(name: str, values: Mapping[str, str | Text], language: str) -> str | None:
    value: str | Text | None = values.get(name)
    if isinstance(value, str) and name == "date":
        value = on_day(value)
    if isinstance(value, str) and name == "reason":
        slovenian = _table()["reasons"].get(value)
        value = {"sl": slovenian, "en": value} if slovenian else None
    if isinstance(value, str) and name == "damage":
        value = _table()["damages"].get(value)
    if isinstance(value, str) and name == "places":
        value = ", ".join(dict.fromkeys(_part(one.pointer, language) for one in read_places(value)))
    return value if value is None or isinstance(value, str) else value.get(language)


def _part(pointer: str, language: str) -> str:
    """Name a place in a credential as people do; where there is no name for it, by its pointer."""
    known = _table()["parts"]
    steps = pointer.removeprefix("/vc").split("/")
    while len(steps) > 1 and "/".join(steps) not in known:
        steps.pop()
    near = "/".join(steps)
    return str(known[near][language]) if near or not pointer else pointer


@cache
def _table() -> dict[str, Any]:
    text = files("app").joinpath("data/sentences.json").read_text(encoding="utf-8")
    table: dict[str, Any] = json.loads(text)
    return table

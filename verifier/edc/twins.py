"""Whether a badge and a European Digital Credential of one award say the same.

They are written from one record, and each names the other; this reads them back as a stranger
would, member by member. What only one of the two can say is no difference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two tell differently; never what they tell."""

    what: str


def differences(badge: JsonObject, edc: JsonObject) -> tuple[Difference, ...]:
    """Compare what both can say; empty when the two are twins."""
    language = _language(edc)
    return tuple(
        Difference(what)
        for what, of_badge, of_edc in _COMPARED
        if of_badge(badge) != of_edc(edc, language)
    )


def name_each_other(badge: JsonObject, edc: JsonObject) -> bool:
    """Tell whether each names the other; a badge older than its twin cannot."""
    evidence = [
        item.get("id") for item in as_list(badge.get("evidence", [])) if isinstance(item, dict)
    ]
    named = [
        item.get("notation")
        for item in as_list(edc.get("identifier", []))
        if isinstance(item, dict)
    ]
    ids = (edc.get("id"), badge.get("id"))
    return all(isinstance(one, str) for one in ids) and ids[0] in evidence and ids[1] in named


def _claim(edc: JsonObject) -> JsonObject:
    return _at(edc, "credentialSubject", "hasClaim")


def _at(value: Any, *path: str) -> JsonObject:  # noqa: ANN401 - any JSON
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
        value = next(iter(as_list(value)), None)
    return value if isinstance(value, dict) else {}


def _spoken(text: JsonValue, language: str) -> JsonValue:
    said = text.get(language) if isinstance(text, dict) else text
    return next(iter(as_list(said)), None)


def _language(edc: JsonObject) -> str:
    """Give the language the learner's name is written in, which is the badge's."""
    name = _at(edc, "credentialSubject").get("fullName")
    return next(iter(name), "") if isinstance(name, dict) else ""


def _name_in_badge(badge: JsonObject) -> JsonValue:
    identifiers = as_list(_at(badge, "credentialSubject").get("identifier", []))
    named = (
        item.get("identityHash")
        for item in identifiers
        if isinstance(item, dict) and item.get("identityType") == "name" and not item["hashed"]
    )
    return next(named, None)


def _identifier_in_badge(badge: JsonObject) -> JsonValue:
    return _at(badge, "issuer", "otherIdentifier").get("identifier")


def _day(value: JsonValue) -> str | None:
    return value[:10] if isinstance(value, str) else None


def _credits(edc: JsonObject) -> float | None:
    points = [
        float(item["point"])
        for item in as_list(_claim(edc).get("creditReceived", []))
        if isinstance(item, dict)
    ]
    return points[0] if points else None  # ECTS come first, as in the badge


def _outcomes_in_badge(badge: JsonObject) -> int:
    """Count what the badge lists as outcomes: its numbered lines."""
    narrative = _at(badge, "credentialSubject", "achievement", "criteria").get("narrative", "")
    lines = narrative.splitlines() if isinstance(narrative, str) else []
    return sum(1 for line in lines if line.split(". ", 1)[0].isdecimal())


def _outcomes(edc: JsonObject) -> int:
    return len(as_list(_at(_claim(edc), "specifiedBy").get("learningOutcome", [])))


_Read = Callable[[JsonObject], object]
_ReadIn = Callable[[JsonObject, str], object]

_COMPARED: tuple[tuple[str, _Read, _ReadIn], ...] = (
    (
        "learner",
        _name_in_badge,
        lambda edc, language: _spoken(_at(edc, "credentialSubject").get("fullName"), language),
    ),
    (
        "title",
        lambda badge: _at(badge, "credentialSubject", "achievement").get("name"),
        lambda edc, language: _spoken(_claim(edc).get("title"), language),
    ),
    (
        "programme",
        lambda badge: _at(badge, "credentialSubject", "achievement").get("id"),
        lambda edc, _: _at(_claim(edc), "specifiedBy").get("id"),
    ),
    (
        "awarding body",
        lambda badge: _at(badge, "issuer").get("name"),
        lambda edc, language: _spoken(
            _at(_claim(edc), "awardedBy", "awardingBody").get("legalName"), language
        ),
    ),
    (
        "awarding body's identifier",
        _identifier_in_badge,
        lambda edc, _: _at(_claim(edc), "awardedBy", "awardingBody", "eIDASIdentifier").get(
            "notation"
        ),
    ),
    (
        "day of the award",
        lambda badge: _day(badge.get("awardedDate")),
        lambda edc, _: _day(_at(_claim(edc), "awardedBy").get("awardingDate")),
    ),
    ("learning outcomes", _outcomes_in_badge, lambda edc, _: _outcomes(edc)),
    (
        "credits",
        lambda badge: _at(badge, "credentialSubject").get("creditsEarned"),
        lambda edc, _: _credits(edc),
    ),
)

"""What a credential says of itself, as JSON: a stranger's document, so nothing is taken on trust.

Any member may hold any JSON. What is not the text it should be is left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from app.badge_view import badge_json
from contexts import JsonObject
from verifier.data_model import model_of
from verifier.open_badges_2.recognising import is_open_badge
from verifier.timestamps import MalformedTimestamp, read_timestamp

_LONGEST = 2000


def credential_json(document: JsonObject | None, *, proven: bool) -> JsonObject | None:
    """Pick out what people want to see; `proven` says whether the signature covers it."""
    if document is None:
        return None
    if is_open_badge(document):
        return badge_json(document, proven=proven)
    subject = _first_object(document.get("credentialSubject"))
    achievement = _first_object(subject.get("achievement"))
    model = model_of(document)
    return {
        "id": _text(document.get("id")),
        "name": _text(document.get("name")) or _text(achievement.get("name")),
        "achievement": _achievement_json(achievement) if achievement else None,
        "types": [name for item in _list(document.get("type")) if (name := _text(item))],
        "valid_from": strictest_moment(document, model.starts, max),
        "valid_until": strictest_moment(document, model.ends, min),
        "awarded_date": _text(document.get("awardedDate")),
        "language": _text(achievement.get("inLanguage")),
        "learner_name": _learner_name(subject),
        "endorsement_comment": _text(subject.get("endorsementComment")),
        "details": [],
        "proven": proven,
    }


def _achievement_json(achievement: JsonObject) -> JsonObject:
    criteria = _first_object(achievement.get("criteria"))
    return {
        "id": _text(achievement.get("id")),
        "name": _text(achievement.get("name")),
        "type": _text(achievement.get("achievementType")),
        "description": _text(achievement.get("description")),
        "criteria": _text(criteria.get("narrative")) or _text(criteria.get("id")),
    }


def strictest_moment(
    document: Mapping[str, Any],
    members: Sequence[str],
    strictest: Callable[[Iterable[tuple[datetime, str]]], tuple[datetime, str]],
) -> str | None:
    """Give the time that counts, as it is written: VCDM 1.1 has two members for each end."""
    written = [text for member in members if (text := _text(document.get(member)))]
    read: list[tuple[datetime, str]] = []
    for text in written:
        try:
            read.append((read_timestamp(text, assume_utc=True), text))
        except MalformedTimestamp:
            return written[0]
    return strictest(read)[1] if read else None


def _learner_name(subject: JsonObject) -> str | None:
    """Find a name in clear among the subject's identifiers (OB 3.0, IdentityObject)."""
    for item in _list(subject.get("identifier")):
        named = isinstance(item, dict) and item.get("identityType") == "name"
        if named and item.get("hashed") is False:
            return _text(item.get("identityHash"))
    return _text(subject.get("name"))


def _text(value: Any) -> str | None:  # noqa: ANN401  # JSON is anything
    """Give a text, or the one in a language-tagged value (VCDM 2.0, section 11.1)."""
    if isinstance(value, dict):
        value = value.get("@value")
    return value[:_LONGEST] if isinstance(value, str) and value else None


def _list(value: Any) -> list[Any]:  # noqa: ANN401  # JSON is anything
    return value if isinstance(value, list) else [value]


def _first_object(value: Any) -> JsonObject:  # noqa: ANN401  # JSON is anything
    return next((item for item in _list(value) if isinstance(item, dict)), {})

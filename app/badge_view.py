"""What a badge of Open Badges 2.0 says of itself, in the very shape of a credential of today."""

from collections.abc import Iterator
from typing import Any

from app.sentences import both
from contexts import JsonObject, JsonValue
from verifier.data_model import as_list

_LONGEST = 2000
_MOST = 12
"""Of evidence, tags and the like."""


def badge_json(document: JsonObject, *, proven: bool) -> JsonObject:
    """Pick out what people want to see; badge and issuer are embedded where they were found."""
    badge = document.get("badge")
    described = badge if isinstance(badge, dict) else {}
    name = _text(described.get("name"))
    return {
        "id": _text(document.get("id")),
        "name": name,
        "achievement": _achievement(described) if described else None,
        "types": [item for item in as_list(document.get("type", [])) if isinstance(item, str)],
        "valid_from": _text(document.get("issuedOn")),
        "valid_until": _text(document.get("expires")),
        "awarded_date": None,
        "language": _text(document.get("@language")),
        "learner_name": _learner(document.get("recipient")),
        "endorsement_comment": None,
        "details": list(_details(document, described)),
        "proven": proven,
    }


def _achievement(badge: JsonObject) -> JsonObject:
    criteria = badge.get("criteria")
    described = criteria if isinstance(criteria, dict) else {}
    return {
        "id": _text(badge.get("id")),
        "name": _text(badge.get("name")),
        "type": None,
        "description": _text(badge.get("description")),
        "criteria": _text(described.get("narrative"))
        or _text(described.get("id"))
        or _text(criteria),
    }


def _details(document: JsonObject, badge: JsonObject) -> Iterator[JsonObject]:
    """Give what else the badge says, in its own order of importance."""
    told = {
        "narrative": document.get("narrative"),
        "evidence": document.get("evidence"),
        "criteria": badge.get("criteria"),
        "alignment": badge.get("alignment"),
        "tags": badge.get("tags"),
    }
    for name, value in told.items():
        values = [text for item in as_list(value)[:_MOST] if (text := _said(item))]
        if values:
            yield {"claim": name, "label": both("claim_labels", name), "values": values}


def _said(item: JsonValue) -> str | None:
    """Write out an object by its name and address, or by what it tells."""
    if not isinstance(item, dict):
        return _text(item)
    parts = (_text(item.get(name)) for name in ("targetName", "name", "narrative", "id"))
    return " · ".join(part for part in (*parts, _text(item.get("targetUrl"))) if part) or None


def _learner(recipient: Any) -> str | None:  # noqa: ANN401  # JSON is anything
    """Give the recipient where it stands in clear: an e-mail address, mostly."""
    if not isinstance(recipient, dict) or recipient.get("hashed", False) is not False:
        return None
    return _text(recipient.get("identity"))


def _text(value: Any) -> str | None:  # noqa: ANN401  # JSON is anything
    if isinstance(value, dict):
        value = value.get("@value")
    return value[:_LONGEST] if isinstance(value, str) and value else None

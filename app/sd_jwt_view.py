"""What an SD-JWT VC says, as JSON, in the shape of every other credential.

Its claims have the names their type gives them. Those whose meaning is known get a place or a label
that people understand; the others are shown under their own names. Only disclosed claims are here.
"""

import json
from collections.abc import Iterator

from app.sentences import both, has
from contexts import JsonObject, JsonValue
from verifier.securing.jwt_claims import numeric_date

_LONGEST = 2000
_MOST = 60
_TITLES = ("achievement_title", "title", "name")
_DESCRIPTIONS = ("achievement_description", "description")
_AWARDED = ("date_of_issuance", "issuance_date")
_OF_THE_TOKEN = frozenset(
    {"iss", "vct", "vct#integrity", "aka_vcts", "cnf", "status", "iat", "nbf", "exp", "jti", "sub"}
)
"""Said elsewhere in the report, or of no use to people."""


def sd_jwt_vc_json(claims: JsonObject | None, *, proven: bool) -> JsonObject | None:
    """Pick out what people want to see; `proven` says whether the signature covers it."""
    if claims is None:
        return None
    title, description = _first(claims, _TITLES), _first(claims, _DESCRIPTIONS)
    names = [name for part in ("given_name", "family_name") if (name := _text(claims.get(part)))]
    achievement = {"id": None, "name": title, "type": None, "criteria": None}
    return {
        "id": _text(claims.get("jti")),
        "name": title,
        "achievement": {**achievement, "description": description} if title else None,
        "types": [str(claims.get("vct", ""))],
        "valid_from": numeric_date(claims.get("nbf")),
        "valid_until": numeric_date(claims.get("exp")) or _text(claims.get("date_of_expiry")),
        "awarded_date": _first(claims, _AWARDED) or numeric_date(claims.get("iat")),
        "language": None,
        "learner_name": " ".join(names) or None,
        "endorsement_comment": None,
        "details": list(_details(claims))[:_MOST],
        "proven": proven,
    }


def _details(claims: JsonObject) -> Iterator[JsonObject]:
    shown = {*_OF_THE_TOKEN, *_TITLES, *_DESCRIPTIONS, *_AWARDED, "given_name", "family_name"}
    for name, value in claims.items():
        if name not in shown:
            label = both("claim_labels", name) if has("claim_labels", name) else None
            values = [_said(item) for item in (value if isinstance(value, list) else [value])]
            yield {"claim": name[:_LONGEST], "label": label, "values": values[:_MOST]}


def _said(value: JsonValue) -> str:
    """Write a value out: a text as it is, anything else as JSON."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:_LONGEST]


def _first(claims: JsonObject, names: tuple[str, ...]) -> str | None:
    return next((text for name in names if (text := _text(claims.get(name)))), None)


def _text(value: JsonValue) -> str | None:
    return value[:_LONGEST] if isinstance(value, str) and value else None

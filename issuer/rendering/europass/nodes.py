"""How values are written in the European Learning Model (application profile EDC, 1.2.0).

A node's `id` is repeated only where the same node is meant, with the same content: in RDF two
objects of one id are one node.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from contexts import JsonObject
from issuer.model.text import Text
from issuer.rendering.members import present
from issuer.rendering.phrases import phrase


def node(kind: str, place: int | str, /, type_name: str, **members: object) -> JsonObject:
    """Write a node of the credential: `urn:epass:<kind>:<place>`, its type, what it says."""
    return present(id=f"urn:epass:{kind}:{place}", type=type_name, **members)


def words(text: Text, languages: Iterable[str]) -> JsonObject:
    """Write a text as a language map, in the credential's languages only; {} when it is empty."""
    return {language: text[language] for language in languages if text.get(language)}


def note(place: str, text: Mapping[str, str]) -> JsonObject:
    """Write a text that stands as a node of its own; {} when there is none."""
    return node("note", place, "Note", noteLiteral=dict(text)) if text else {}


def labelled(label: str, text: Text, languages: Iterable[str]) -> JsonObject:
    """Write a text with a phrase before it that says what it is; {} when it is empty."""
    return {
        language: f"{phrase(label, language)}: {said}"
        for language, said in words(text, languages).items()
    }


def web_resource(place: str, url: str | None, title: JsonObject | None = None) -> JsonObject:
    """Write a link; {} when there is none."""
    if url is None:
        return {}
    return node("webResource", place, "WebResource", title=title, contentURL=url)


def moment(value: datetime, zone: tzinfo) -> str:
    """Write a moment as `xsd:dateTime` with its offset: never without a zone."""
    return value.astimezone(zone).replace(microsecond=0).isoformat()


def local_day(value: date | None, zone: tzinfo) -> str | None:
    """Write a day as its local midnight: moved to UTC it would become the day before."""
    if value is None:
        return None
    return datetime.combine(value, time(), tzinfo=zone).isoformat()


def hours(value: Decimal | None) -> str | None:
    """Write hours as `xsd:duration`: `PT60H`, and minutes for a part of one.

    Never `P60M`, which are months.
    """
    if value is None:
        return None
    whole, minutes = divmod(int((value * 60).to_integral_value()), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def points(value: Decimal) -> str:
    """Write credit points: a string in the model, without needless zeros."""
    return format(value.normalize(), "f")

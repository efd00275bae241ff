"""Lexical forms of the XML Schema datatypes that the model uses.

Stricter than most RDF libraries, which take a date for a moment: a moment has a time of day, and
here also a zone, without which nobody knows which day was meant.
"""

from __future__ import annotations

import re

_FORMS: dict[str, re.Pattern[str]] = {
    "dateTime": re.compile(
        r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
        r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)",
        re.ASCII,
    ),
    "duration": re.compile(
        r"-?P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII
    ),
    "positiveInteger": re.compile(r"\+?0*[1-9]\d*", re.ASCII),
    "integer": re.compile(r"[+-]?\d+", re.ASCII),
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII),
    "boolean": re.compile(r"true|false|0|1", re.ASCII),
}


def is_of(value: object, datatype: str) -> bool:
    """Tell whether a JSON value is a literal of the datatype (its local name).

    `string` and `anyURI` take any string, number or truth value: JSON-LD writes them as text.
    """
    if isinstance(value, bool):
        return datatype in ("boolean", "string", "anyURI")
    if not isinstance(value, str | int | float):
        return False
    form = _FORMS.get(datatype)
    return form is None or form.fullmatch(str(value)) is not None

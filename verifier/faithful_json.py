"""JSON that cannot be read in two ways, told at once: written back, it is the same bytes.

Most programs write JSON in one of two forms: without blanks, or indented by two. A text that is
exactly what a writer makes of its own reading hides nothing: a name that stands there twice, a
spelling by escapes or a number beyond what is kept would be missing, or written otherwise. What is
in doubt is left to `verifier.json_reading`, which says what is wrong with it.
"""

from typing import Any, NamedTuple

import orjson

from contexts import Engine, JsonValue, engine_in_use
from verifier.known_forms import KNOWN_FORMS, Known, KnownForms
from verifier.limits import Limits

_INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_STRICT_INTEGER


class Doubtful(Exception):
    """The text may hide something; nothing is said of it."""


class Faithful(NamedTuple):
    """What was read."""

    value: JsonValue
    containers: list[Any] | None = None
    """Its objects and arrays, at every depth, the outermost first; None where `known`."""
    known: Known | None = None
    """What is known of its form, and that it hides nothing."""


def read_faithful(data: bytes, limits: Limits, forms: KnownForms = KNOWN_FORMS) -> Faithful:
    """Read JSON of which nothing is in doubt, and which keeps to the limits; else raise Doubtful.

    Where this gives a value, `verifier.json_reading.read_json` gives an equal one.
    """
    if engine_in_use() is Engine.PLAIN:
        raise Doubtful
    text = data.strip(b" \t\n\r")
    try:
        value: JsonValue = orjson.loads(text)
        fit = forms.fit(text, value)
        known = forms.known(fit, limits) if fit else None
        if known:
            return Faithful(value, known=known)
        # Strict: integers within 2^53.
        faithful = orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER) == text or (
            b"\n" in text and orjson.dumps(value, option=_INDENTED) == text
        )
    except (orjson.JSONDecodeError, orjson.JSONEncodeError) as error:
        raise Doubtful from error
    containers = _containers(value, limits) if faithful else None
    if containers is None:
        raise Doubtful
    if fit:
        forms.learn(fit, limits, value, containers)
    return Faithful(value, containers)


def _containers(value: JsonValue, limits: Limits) -> list[Any] | None:
    """Go through the value level by level; None where it does not keep to the limits."""
    containers: list[Any] = []
    level: list[JsonValue] = [value]
    seen = 1
    for _ in range(limits.depth):
        inner: list[JsonValue] = []
        for item in level:
            kind = type(item)
            if kind is str:
                continue
            if kind is dict:
                inner += item.values()
                seen += 2 * len(item)  # names count too
            elif kind is list:
                inner += item
                seen += len(item)
            else:
                continue
            if len(item) > limits.members:
                return None
            containers.append(item)
        if not inner or seen > limits.values:
            break
        level = inner
    else:
        return None
    return containers if seen <= limits.values else None

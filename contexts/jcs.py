"""JSON to its one canonical spelling: the JSON Canonicalization Scheme (RFC 8785).

Text is data here: nothing is known about meaning, and nothing is lost or dropped.
"""

import json
import math
from collections.abc import Callable

from contexts.errors import NotInteroperableJson
from contexts.json_types import JsonObject, JsonValue

_LARGEST_INTEGER = 2**53
_SMALLEST_DECIMAL_EXPONENT = -6
_LARGEST_DECIMAL_EXPONENT = 21


def canonical_json(value: JsonValue) -> str:
    """Write parsed JSON canonically (RFC 8785, 3.2).

    Raises `NotInteroperableJson` for what JavaScript would read as something else (RFC 7493).
    """
    try:
        return _written(value)
    except RecursionError:
        raise NotInteroperableJson("it is nested too deep.") from None


def _written(value: JsonValue) -> str:
    write = _WRITERS.get(type(value))
    if write is None:
        raise NotInteroperableJson("a value in it is no JSON value.")
    return write(value)


def _object(value: JsonObject) -> str:
    members = (f"{_text(name)}:{_written(value[name])}" for name in sorted(value, key=_utf16))
    return "{" + ",".join(members) + "}"


def _array(value: list[JsonValue]) -> str:
    return "[" + ",".join(_written(item) for item in value) + "]"


def _text(value: str) -> str:
    _utf16(value)
    # Python escapes exactly what 3.2.2.2 asks for, in the same spelling, and nothing else.
    return json.dumps(value, ensure_ascii=False)


def _utf16(text: str) -> bytes:
    """Give the key that members are sorted by: UTF-16 code units (3.2.3)."""
    if not isinstance(text, str):
        raise NotInteroperableJson("a member name in it is no text.")
    try:
        return text.encode("utf-16-be")
    except UnicodeEncodeError:
        raise NotInteroperableJson("it has half a character (a lone surrogate).") from None


def _integer(value: int) -> str:
    if abs(value) > _LARGEST_INTEGER:
        raise NotInteroperableJson("a whole number in it is larger than 2^53.")
    return str(value)


def _number(value: float) -> str:
    """Write a double as ECMAScript's Number::toString does (ECMA-262, 6.1.6.1.20)."""
    if not math.isfinite(value):
        raise NotInteroperableJson("NaN and Infinity are no JSON numbers.")
    if value == 0:
        return "0"  # also minus zero
    digits, exponent = _shortest(abs(value))
    return ("-" if value < 0 else "") + _notation(digits, exponent)


def _shortest(value: float) -> tuple[str, int]:
    """Give the shortest digits and the n of ECMA-262: value = 0.digits times 10^n."""
    # Python's repr has the shortest digits that read back as the same double, like ECMAScript.
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    point = len(whole) + int(power or 0) - (len(digits) - len(digits.lstrip("0")))
    return digits.strip("0"), point


def _notation(digits: str, n: int) -> str:
    k = len(digits)
    if k <= n <= _LARGEST_DECIMAL_EXPONENT:
        return digits + "0" * (n - k)
    if 0 < n <= _LARGEST_DECIMAL_EXPONENT:
        return f"{digits[:n]}.{digits[n:]}"
    if _SMALLEST_DECIMAL_EXPONENT < n <= 0:
        return "0." + "0" * -n + digits
    fraction = f".{digits[1:]}" if k > 1 else ""
    return f"{digits[0]}{fraction}e{n - 1:+d}"


_WRITERS: dict[type, Callable[[JsonValue], str]] = {
    dict: _object,
    list: _array,
    str: _text,
    bool: lambda value: "true" if value else "false",
    int: _integer,
    float: _number,
    type(None): lambda _: "null",
}

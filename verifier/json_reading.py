"""Strict JSON: what a hostile or careless document could hide is refused before it is believed.

RFC 8259 leaves duplicate names, huge numbers and depth to the reader; here they are errors, because
two readers that resolve them differently would see two different credentials under one signature.
"""

import json
import math
import re
from collections import Counter
from typing import Any, NoReturn

from contexts import JsonObject
from verifier.faithful_json import Doubtful, Faithful, read_faithful
from verifier.judgement import failed, shown
from verifier.limits import LIMITS, Limits

_BOM = b"\xef\xbb\xbf"
# The closing quote is optional so that an unclosed string is passed over once, not once per quote.
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_BRACKET = re.compile(r"[\[{\]}]")
_LARGEST_INTEGER = 2**53
_LARGEST_DIGITS = 17
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_object(data: bytes, limits: Limits = LIMITS) -> JsonObject:
    """Read one JSON object from UTF-8 bytes, with or without byte order mark; raise Judged."""
    value = read_json(data, limits)
    if not isinstance(value, dict):
        raise failed("PARSING_ERROR", "A JSON object is expected here.")
    return value


def read_json(data: bytes, limits: Limits = LIMITS) -> Any:  # noqa: ANN401  # JSON is anything
    """Read JSON from UTF-8 bytes, with or without byte order mark; raise Judged."""
    return read_taking_stock(data, limits).value


def read_taking_stock(data: bytes, limits: Limits) -> Faithful:
    """Read JSON, and give what was found out about it on the way; raise Judged."""
    try:
        return read_faithful(data, limits)
    except Doubtful:
        return Faithful(_read_strictly(data, limits))


def _read_strictly(data: bytes, limits: Limits) -> Any:  # noqa: ANN401
    """Read JSON token by token, and say what is wrong with it; raise Judged."""
    text = decode_utf8(data)
    _check_depth(text, limits)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_constant=_no_constant,
            parse_int=_integer,
            parse_float=_number,
        )
    except json.JSONDecodeError as error:
        raise failed(
            "PARSING_ERROR",
            f"The text is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.",
            line=str(error.lineno),
            column=str(error.colno),
        ) from error
    check_size(value, limits)
    return value


def decode_utf8(data: bytes) -> str:
    """Decode UTF-8, dropping a byte order mark; raise Judged for other encodings."""
    try:
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise failed(
            "PARSING_ERROR",
            f"The text is not UTF-8 (at byte {error.start}). Save the file as UTF-8.",
        ) from error


def _check_depth(text: str, limits: Limits) -> None:
    # Before the parser, because the parser recurses.
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub("", text)):
        if bracket in "[{":
            depth += 1
            if depth > limits.depth:
                raise failed(
                    "LIMIT_EXCEEDED",
                    f"The JSON is nested deeper than {limits.depth} levels.",
                    limit="depth",
                )
        else:
            depth -= 1


def check_size(value: Any, limits: Limits) -> None:  # noqa: ANN401  # JSON is anything
    """Raise Judged when a JSON value has too many values, or too many in one place."""
    waiting = [value]
    seen = 0
    while waiting:
        item = waiting.pop()
        seen += 1
        if isinstance(item, str):
            if not item.isascii() and _SURROGATE.search(item):
                raise failed("PARSING_ERROR", "The JSON has half a character (a lone surrogate).")
            continue
        if not isinstance(item, dict | list):
            continue
        if len(item) > limits.members:
            _too_many("members", f"more than {limits.members} members in one array or object")
        waiting.extend(item)
        if isinstance(item, dict):
            waiting.extend(item.values())
        if seen + len(waiting) > limits.values:
            _too_many("values", f"more than {limits.values} values")


def _too_many(limit: str, found: str) -> NoReturn:
    raise failed("LIMIT_EXCEEDED", f"The JSON has {found}.", limit=limit)


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    result = dict(pairs)
    if len(result) != len(pairs):
        twice = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise failed(
            "PARSING_ERROR",
            f"The JSON names “{shown(twice)}” twice in one object: it could be read in two ways.",
            term=shown(twice),
        )
    return result


def _no_constant(name: str) -> NoReturn:
    raise failed("PARSING_ERROR", f"{name} is not a JSON number.")


def _integer(digits: str) -> int:
    if len(digits) > _LARGEST_DIGITS or abs(int(digits)) > _LARGEST_INTEGER:
        raise failed(
            "PARSING_ERROR", "A whole number is larger than 2^53, so programs would read it apart."
        )
    return int(digits)


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise failed("PARSING_ERROR", "A number is larger than a number can be.")
    return number

"""Reads a JSON array, or JSON lines, of credentials and addresses without changing one of them."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from app.bulk.item import Item, item_of_text, plain_name

_BLANK = re.compile(r"[ \t\r\n]*")
_NAMING = ("name", "ime", "id")
_DECODER = json.JSONDecoder()


def array_items(text: str, most: int) -> list[Item]:
    """Give each element of an array, or one more than `most`; none when it cannot be read.

    Each is cut out of the text as it was written: read and written again, a number or a member
    named twice would be another credential than the one that was signed.
    """
    items: list[Item] = []
    try:
        for position, (written, value) in enumerate(elements(text), 1):
            items.append(_item(f"[{position}]", written, value))
            if position > most:
                break
    except (ValueError, RecursionError):
        return []
    return items


def json_lines(text: str, most: int) -> list[Item]:
    """Give each line, or one more than `most`; none when the first line is not whole by itself."""
    first, line_end, _ = text.partition("\n")
    if not line_end or not _is_json(first):
        return []
    lines = ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1))
    filled = ((number, line) for number, line in lines if line)
    return [_of_line(number, line) for number, line in islice(filled, most + 1)]


def _of_line(number: int, line: str) -> Item:
    name = f"{number}."
    try:
        return _item(name, line, json.loads(line))
    except (ValueError, RecursionError):
        return item_of_text(name, line)


def _item(place: str, written: str, value: Any) -> Item:  # noqa: ANN401  # JSON is anything
    if isinstance(value, str):
        return item_of_text("" if value.startswith("http") else place, value)
    if isinstance(value, dict) and "@context" not in value and isinstance(value.get("url"), str):
        return item_of_text(_name_in(value) or value["url"], value["url"])
    return Item(place, written.encode("utf-8", "surrogatepass"))


def _name_in(value: dict[str, Any]) -> str:
    names = (value.get(name) for name in _NAMING)
    return next((plain_name(name) for name in names if isinstance(name, str) and name), "")


def elements(text: str) -> Iterator[tuple[str, Any]]:
    """Give each element as written and as read. Raises ValueError, RecursionError."""
    at = _after_blank(text, 1)
    if text[at : at + 1] == "]":
        return
    while True:
        value, end = _DECODER.raw_decode(text, at)
        yield text[at:end], value
        at = _after_blank(text, end)
        if text[at : at + 1] == "]" and not text[at + 1 :].strip():
            return
        if text[at : at + 1] != ",":
            raise ValueError("the array does not go on with a comma")
        at = _after_blank(text, at + 1)


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True

"""The values of a JSON array or of JSON lines, one after another, with little of them in memory."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from app.batches.table import LONGEST_LINE


def _once(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names a member twice: readers differ on which of the two holds."""
    found = dict(members)
    if len(found) != len(members):
        raise ValueError("a member is named twice")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
_BLANK = re.compile(r"[ \t\r\n]*")


def line_values(text: TextIO) -> Iterator[Any]:
    """Give what each line is (NDJSON). Raises ValueError, RecursionError."""
    while line := text.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise ValueError("a line is longer than an entry may be")
        if line.strip():
            yield _DECODER.decode(line)


def array_values(text: TextIO) -> Iterator[Any]:
    """Give what an array holds. Raises ValueError, RecursionError."""
    window = _Window(text)
    window.step_over("[")
    if not window.step_over("]"):
        yield window.value()
        while window.step_over(","):
            yield window.value()
        if not window.step_over("]"):
            raise ValueError("the array does not go on with a comma")
    if not window.is_over():
        raise ValueError("something follows the array")


class _Window:
    """The part of a text that is just being read: at least as much as one entry may be."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._ahead, self._at, self._is_last = "", 0, False

    def step_over(self, sign: str) -> bool:
        """Step over a sign, and the blanks before it, if it comes next."""
        found = not self.is_over() and self._ahead.startswith(sign, self._at)
        self._at += len(sign) if found else 0
        return found

    def value(self) -> Any:  # noqa: ANN401  # JSON is anything
        """Step over a value. Raises ValueError, RecursionError."""
        self.is_over()
        value, self._at = _DECODER.raw_decode(self._ahead, self._at)
        return value

    def is_over(self) -> bool:
        """Step over blanks, and tell whether nothing follows."""
        while True:
            self._read_on()
            blank = _BLANK.match(self._ahead, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._ahead) or self._is_last:
                return self._at == len(self._ahead)

    def _read_on(self) -> None:
        if len(self._ahead) - self._at >= LONGEST_LINE or self._is_last:
            return
        more = self._text.read(LONGEST_LINE)
        self._is_last = len(more) < LONGEST_LINE
        self._ahead, self._at = self._ahead[self._at :] + more, 0

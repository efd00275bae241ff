"""Finds a JSON object in a text, mending quotation marks, blanks and line breaks on the way.

One pass over the characters, which knows at each whether it stands inside a string. Outside strings
JSON allows little, so a repair there cannot change what is said. Inside, a line break has to be
joined by guess; then the signature decides.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum

from app.reading.repairs import Repair

QUOTES = frozenset('"“”„‟″«»＂')  # noqa: RUF001  # what word processors make of a plain one
_NO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_START = re.compile(rf"\{{(?=[\s\u00a0]*+[{''.join(QUOTES)}}}])")
_INSIDE = re.compile(rf"(?:[^\\\r\n{''.join(QUOTES)}]++|\\[^\r\n{''.join(QUOTES - {chr(34)})}])++")
_OUTSIDE = re.compile(r"[ \t\r\n,:A-Za-z0-9.+-]++")
_BREAK = re.compile(r"[\r\n]++")
_AFTER_STRING = re.compile(r"\s*+(?:[,:}\]]|\Z)")

_DEEPEST = 1_000
"""Far beyond what the verifier reads: whoever nests deeper is not writing a credential."""


class Joining(Enum):
    """Say how the two halves of a broken line belong together."""

    BY_CONTENT = "a blank where the text has blanks, else by width"
    BY_WIDTH = "a blank unless the line was full, for only a full line is cut inside a word"
    DIRECTLY = "nothing"
    BY_BLANK = "always a blank"


@dataclass(slots=True)
class Found:
    """One JSON object found in a text."""

    text: str
    end: int
    """Where it ends in the searched text."""
    repairs: set[Repair]
    guessed: bool
    """Something inside a string had to be guessed."""


def next_start(text: str, place: int) -> int | None:
    """Give the first place from `place` on where an object may begin."""
    found = _START.search(text, place)
    return found.start() if found else None


def find_object(text: str, start: int, joining: Joining) -> Found | None:
    """Read the object that begins at `start`; None when it does not end, or is far too deep."""
    return _Mender(text, start, joining, _Lines(text)).read()


@dataclass(slots=True)
class _Mender:
    text: str
    at: int
    joining: Joining
    lines: "_Lines"
    written: list[str] = field(default_factory=list)
    repairs: set[Repair] = field(default_factory=set)
    guessed: bool = False

    def read(self) -> Found | None:
        depth = 0
        while self.at < len(self.text):
            plain = _OUTSIDE.match(self.text, self.at)
            if plain:
                self._write(plain.group(), len(plain.group()))
                continue
            character = self.text[self.at]
            if character in QUOTES:
                self._string(character)
                continue
            depth += (character in "{[") - (character in "}]")
            if depth > _DEEPEST:
                return None
            self._outside(character)
            if depth == 0:
                return Found("".join(self.written), self.at, self.repairs, self.guessed)
        return None

    def _write(self, text: str, taken: int) -> None:
        self.written.append(text)
        self.at += taken

    def _outside(self, character: str) -> None:
        if character in _NO_WIDTH or (character.isspace() and character not in " \t\r\n"):
            self.repairs.add(Repair.SPACES)
            character = "" if character in _NO_WIDTH else " "
        self._write(character, 1)

    def _string(self, opening: str) -> None:
        if opening != '"':
            self.repairs.add(Repair.QUOTES)
        self.at += 1
        lines: list[str] = []
        line: list[str] = []
        joints: list[str] = []
        while self.at < len(self.text):
            plain = _INSIDE.match(self.text, self.at)
            if plain:
                line.append(plain.group())
                self.at = plain.end()
                continue
            character = self.text[self.at]
            if character in QUOTES and self._closes(opening, character):
                self.at += 1
                break
            if character in "\r\n":
                lines.append("".join(line))
                line = []
                joints.append("" if self.lines.full_before(self.at) else " ")
                self.at = _end(_BREAK, self.text, self.at)
                continue
            line.append(self._inside(opening, character))
        lines.append("".join(line))
        self.written.append('"' + self._joined(lines, joints) + '"')

    def _closes(self, opening: str, character: str) -> bool:
        if opening == '"':
            return character == '"'
        return _AFTER_STRING.match(self.text, self.at + 1) is not None

    def _inside(self, opening: str, character: str) -> str:
        following = self.text[self.at + 1 : self.at + 2]
        if character == "\\":
            self.at += 2
            if following in QUOTES and following != '"':
                self.repairs.add(Repair.QUOTES)
                return '\\"'
            return character + following
        self.at += 1
        if opening != '"':  # a quotation mark in the middle of a string whose own were changed
            self.guessed = True
            return '\\"' if character == '"' else character
        return character

    def _joined(self, lines: list[str], joints: list[str]) -> str:
        if len(lines) == 1:
            return lines[0]
        self.repairs.add(Repair.LINE_BREAKS)
        self.guessed = True
        if self.joining is Joining.DIRECTLY:
            return "".join(lines)
        if self.joining is Joining.BY_WIDTH:
            return _interleaved(lines, joints)
        stripped = [line.strip() for line in lines]
        if self.joining is Joining.BY_BLANK or any(" " in line for line in lines):
            return " ".join(stripped)
        return _interleaved(stripped, joints)


class _Lines:
    """How long the lines of a text are, found out only when a line turns out to be broken."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts: list[int] = []
        self._width = 0

    def full_before(self, place: int) -> bool:
        """Tell whether the line that ends at `place` is as long as the longest one."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _BREAK.finditer(self._text))]
            ends = [*(found.start() for found in _BREAK.finditer(self._text)), len(self._text)]
            self._width = max(end - start for start, end in zip(self._starts, ends, strict=True))
        return place - self._starts[bisect_right(self._starts, place) - 1] >= self._width


def _interleaved(lines: list[str], joints: list[str]) -> str:
    return lines[0] + "".join(map("".join, zip(joints, lines[1:], strict=True)))


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    found = pattern.match(text, start)
    return found.end() if found else start

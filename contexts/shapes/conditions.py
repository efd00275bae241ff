"""What must be true of values for their filled text to be exact; else the full path decides."""

import re
from collections.abc import Sequence
from dataclasses import replace

from contexts.guard import Survey, has_half_character, has_noncharacter
from contexts.iris import ABSOLUTE_IRIS
from contexts.shapes.refusals import Fallback
from contexts.shapes.terms import defined_terms

LONGEST_IRI = 2_000
"""So that identifiers, repeated in every statement, stay far below `lossless.MAX_CHARACTERS`."""

_SEPARATOR = "\n"
_BARE_SCHEMES = re.compile(r"^([^:]*):(?!//)", re.MULTILINE)
_RARE = re.compile("[\ud800-\U0010ffff]")
_TO_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {ord(raw): f"\\{name}" for raw, name in zip('\\"\t\n\r\b\f', '\\"tnrbf', strict=True)}


def check_identifiers(identifiers: Sequence[str]) -> None:
    """Raise Fallback unless JSON-LD keeps each as it is: absolute, well formed, no compact IRI."""
    if not identifiers:
        return
    joined = _SEPARATOR.join(identifiers)
    if joined.count(_SEPARATOR) != len(identifiers) - 1 or not ABSOLUTE_IRIS.fullmatch(joined):
        raise Fallback("identifier_not_absolute")
    if not defined_terms().isdisjoint(_BARE_SCHEMES.findall(joined)):
        raise Fallback("identifier_compact")
    if len(joined) > LONGEST_IRI and max(map(len, identifiers)) > LONGEST_IRI:
        raise Fallback("identifier_long")


def check_characters(texts: Sequence[str], others: Survey) -> None:
    """Raise Fallback where a text is no text, or processors could sort the statements differently.

    `others` tells of the characters of the rest of the document.
    """
    joined = "".join(texts)
    if joined.isascii() or not _RARE.search(joined):
        return
    survey = replace(others)
    survey.add(joined)
    if has_half_character(joined):
        raise Fallback("half_a_character")
    if has_noncharacter(joined):
        raise Fallback("noncharacter")
    if survey.order_depends_on_encoding:
        raise Fallback("order_depends_on_encoding")


def escaped(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts as canonical N-Quads write them (RDFC-1.0, 5)."""
    if not _TO_ESCAPE.search("".join(texts)):
        return tuple(texts)
    return tuple(text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text for text in texts)

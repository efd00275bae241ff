"""What must be true of values for their filled text to be exact; else the full path decides."""

import re
from collections.abc import Sequence

from contexts.iris import ABSOLUTE_IRIS
from contexts.shapes.refusals import Fallback
from contexts.shapes.terms import defined_terms

LONGEST_IRI = 2_000
"""So that identifiers, repeated in every statement, stay far below `lossless.MAX_CHARACTERS`."""

_SEPARATOR = "\n"
_BARE_SCHEMES = re.compile(r"^([^:]*):(?!//)", re.MULTILINE)
_RARE = re.compile("[\ud800-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_AFTER_SURROGATES = re.compile("[\ue000-\uffff]")
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


def escaped(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts as canonical N-Quads write them (RDFC-1.0, 5).

    Raises Fallback where processors could sort them differently, or one is no text at all.
    """
    joined = "".join(texts)
    if not joined.isascii() and _RARE.search(joined):
        _check_rare(joined)
    if not _TO_ESCAPE.search(joined):
        return tuple(texts)
    return tuple(text.translate(_ESCAPES) if _TO_ESCAPE.search(text) else text for text in texts)


def _check_rare(joined: str) -> None:
    if _SURROGATE.search(joined):
        raise Fallback("half_a_character")
    if _ASTRAL.search(joined) and _AFTER_SURROGATES.search(joined):
        raise Fallback("order_depends_on_encoding")

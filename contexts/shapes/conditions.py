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
_PERHAPS_RARE = bytes(range(0xED, 0x100))
"""With one of these begins, in UTF-8, every character from U+D000, surrogates included."""
_BETWEEN = "\x1e"
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x0A})
"""What hardly any text has of what is escaped; line feeds, quotes and backslashes are common."""
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
_ESCAPES |= {ord(raw): f"\\{name}" for raw, name in zip('\\"\t\n\r\b\f', '\\"tnrbf', strict=True)}


def check_identifiers(identifiers: Sequence[str]) -> None:
    """Raise Fallback unless JSON-LD keeps each as it is: absolute, well formed, no compact IRI."""
    if not identifiers:
        return
    joined = _SEPARATOR.join(identifiers)
    if joined.count(_SEPARATOR) != len(identifiers) - 1 or not ABSOLUTE_IRIS.fullmatch(joined):
        raise Fallback("identifier_not_absolute")
    schemes = {each.partition(":")[0] for each in identifiers}
    if not defined_terms().isdisjoint(schemes) and _may_be_compact(joined):
        raise Fallback("identifier_compact")
    if len(joined) > LONGEST_IRI and max(map(len, identifiers)) > LONGEST_IRI:
        raise Fallback("identifier_long")


def _may_be_compact(joined: str) -> bool:
    return not defined_terms().isdisjoint(_BARE_SCHEMES.findall(joined))


def check_characters(texts: Sequence[str], others: Survey) -> None:
    """Raise Fallback where a text is no text, or processors could sort the statements differently.

    `others` tells of the characters of the rest of the document.
    """
    joined = "".join(texts)
    if joined.isascii() or not _has_any(joined.encode("utf-8", "surrogatepass"), _PERHAPS_RARE):
        return
    survey = replace(others)
    survey.add(joined)
    if has_half_character(joined):
        raise Fallback("half_a_character")
    if has_noncharacter(joined):
        raise Fallback("noncharacter")
    if survey.order_depends_on_encoding:
        raise Fallback("order_depends_on_encoding")


def escaped(texts: Sequence[str]) -> tuple[bytes, ...]:
    """Return the texts as canonical N-Quads write them (RDFC-1.0, 5), in UTF-8."""
    if not texts:
        return ()
    joined = _BETWEEN.join(texts).encode()
    if len(joined) - len(joined.translate(None, _CONTROLS)) == len(texts) - 1:
        common = joined.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
        return tuple(common.split(_BETWEEN.encode()))
    return tuple(text.translate(_ESCAPES).encode() for text in texts)


def _has_any(data: bytes, wanted: bytes) -> bool:
    return len(data.translate(None, wanted)) != len(data)

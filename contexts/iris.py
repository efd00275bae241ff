"""Which IRIs all processors keep as they are (RFC 3987; JSON-LD 1.1, 3.2)."""

import re

_SPACE = r"\s\ufeff"
_FORBIDDEN = r'<>"{}|\\^`\x00-\x20\x7f-\x9f' + _SPACE
# Private use and noncharacters stand outside RFC 3987's ucschar.
_UNASSIGNED = r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff"
_IRI = rf"[A-Za-z][A-Za-z0-9+.-]*:[^{_FORBIDDEN}{_UNASSIGNED}]*"
_ABSOLUTE = re.compile(_IRI)
ABSOLUTE_IRIS = re.compile(rf"{_IRI}(?:\n{_IRI})*")
"""One or more, each on a line of its own."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BLANK = re.compile(r"_:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def is_absolute_iri(text: object) -> bool:
    """Tell whether the text is an absolute IRI that needs no repair."""
    return isinstance(text, str) and _ABSOLUTE.fullmatch(text) is not None


def is_blank_node(text: object) -> bool:
    """Tell whether the text is a blank node identifier."""
    return isinstance(text, str) and _BLANK.fullmatch(text) is not None


def iri_fault(text: object) -> str:
    """Say what is wrong with a text that is no absolute IRI."""
    if isinstance(text, str) and _SCHEME.match(text):
        return "it holds a character that is not allowed in an IRI."
    return "it is no absolute IRI, and nothing relative is ever resolved."

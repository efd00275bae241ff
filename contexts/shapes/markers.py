"""Texts that stand for slots and blank nodes while a shape is compiled, and are found again."""

import re
from dataclasses import dataclass
from hashlib import sha256

from contexts.json_types import JsonObject

_DIGITS = 24


@dataclass(frozen=True, slots=True)
class Markers:
    """The markers of one compilation; none of them occurs in the document."""

    nonce: str

    def slot(self, number: int) -> str:
        """Return the IRI for a slot; it ends in a colon, so that 1 does not begin 11."""
        return f"urn:x-slot-{self.nonce}:{number}:"

    def node(self, number: int) -> str:
        """Return the text for a blank node."""
        return f"_:x{self.nonce}x{number}x"

    def pattern(self) -> re.Pattern[str]:
        """Find markers: the first group is a slot's number, the second a node's."""
        return re.compile(rf"urn:x-slot-{self.nonce}:(\d+):|_:x{self.nonce}x(\d+)x")

    def slot_of(self, text: str) -> int | None:
        """Return the slot whose marker the whole text is."""
        found = self.pattern().fullmatch(text)
        return None if found is None or found[1] is None else int(found[1])


def markers_for(document: JsonObject) -> Markers:
    """Choose markers by the content of the document, so that nobody can write one into it."""
    content = repr(document)
    nonce = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    while nonce in content:
        nonce = sha256(nonce.encode()).hexdigest()[:_DIGITS]
    return Markers(nonce)

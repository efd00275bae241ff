"""What issuer and holder share in ecdsa-sd-2023: all statements, and those that pointers choose.

Data Integrity ECDSA Cryptosuites 1.0, section 3.4. The labels that canonicalization gives tell of
what is left out; so the issuer hides them behind an HMAC, whose key the holder alone is given.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contexts import JsonObject, SelectableDocument
from verifier.multibase import base64url_encode
from verifier.securing.json_pointers import selected


@dataclass(frozen=True, slots=True)
class Grouped:
    """The statements of a whole document, under labels that tell nothing."""

    document: SelectableDocument
    labels: Mapping[str, str]
    """Each node's name to its label `u…`."""
    statements: tuple[str, ...]
    """N-Quads, sorted: a statement's position in them is its number from here on."""

    def chosen(self, pointers: Iterable[str]) -> JsonObject | None:
        """Give the part that the pointers choose, with names; raise SelectsNothing."""
        return selected(self.document.named, pointers)

    def positions(self, part: JsonObject | None) -> list[int]:
        """Number the statements of a part."""
        if part is None:
            return []
        there = set(self.document.statements(part, self.labels))
        return [number for number, quad in enumerate(self.statements) if quad in there]


def grouped(document: SelectableDocument, hmac_key: bytes) -> Grouped:
    """Write a document's statements under labels made with this key (3.4.5 and 3.4.10)."""
    labels = {
        name: "u" + base64url_encode(hmac.digest(hmac_key, canonical.encode(), "sha256"))
        for name, canonical in document.labels.items()
    }
    return Grouped(document, labels, tuple(document.statements(document.named, labels)))

"""Who signs, and what is signed: the private key is never here, a Signer is handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeAlias

from contexts import JsonValue
from issuer.model.organisation import KeyAlgorithm, SigningKey


class Signer(Protocol):
    """The private half of one signing key, wherever it lives."""

    @property
    def key(self) -> SigningKey:
        """The public half."""

    def sign(self, hashes: Sequence[bytes]) -> list[bytes]:
        """Sign each item and give 64 bytes for each, in order.

        Ed25519: an item is the suite's hash data (64 bytes), signed as the message (RFC 8032).
        P-256: an item is a SHA-256 digest (32 bytes), signed as it is, not hashed again; the
        signature is r‖s, never DER (RFC 7518, section 3.4).
        """


Signers: TypeAlias = Mapping[KeyAlgorithm, Signer]


class Unsigned(Protocol):
    """A document that may be signed, in the three forms that signing asks for."""

    @property
    def body(self) -> bytes:
        """As json_bytes writes it."""

    @property
    def content(self) -> Mapping[str, JsonValue]:
        """The same, to be read."""

    @property
    def digest(self) -> bytes:
        """SHA-256 of its canonical statements."""


def verification_method(document: Mapping[str, JsonValue], signer: Signer) -> str:
    """Give the address of the signer's key in the document of the issuer."""
    issuer = document["issuer"]
    did = issuer["id"] if isinstance(issuer, dict) else issuer
    return f"{did}#{signer.key.fragment}"

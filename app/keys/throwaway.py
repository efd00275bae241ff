"""Keys that live in this process only: for the sandbox, and never a school's."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verifier.ed25519 import SEED_BYTES, Ed25519PrivateKey
from verifier.keys import KeyKind
from verifier.multibase import multibase_decode
from verifier.multikey import encode_multikey

_CURVES: dict[KeyKind, tuple[Callable[[], ec.EllipticCurve], HashAlgorithm]] = {
    "P-256": (ec.SECP256R1, SHA256()),
    "P-384": (ec.SECP384R1, SHA384()),
}


@dataclass(frozen=True, slots=True)
class ThrowawayKey:
    """A key pair made at random, named by its public half (did:key)."""

    kind: KeyKind
    multikey: str
    """The public half, `z6Mk…`, `zDna…` or `z82L…`."""
    _private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey = field(repr=False)

    @property
    def did(self) -> str:
        """Give the did:key that is this key."""
        return f"did:key:{self.multikey}"

    @property
    def method(self) -> str:
        """Give the URL of the one verification method of that did:key."""
        return f"{self.did}#{self.multikey}"

    @property
    def public_bytes(self) -> bytes:
        """Give the public half as Multikey bytes."""
        return multibase_decode(self.multikey)

    def sign(self, messages: Sequence[bytes]) -> list[bytes]:
        """Sign each message: Ed25519, or ECDSA with the curve's hash, as r and s (RFC 6979)."""
        if isinstance(self._private, Ed25519PrivateKey):
            return [self._private.sign(message) for message in messages]
        algorithm = ec.ECDSA(_CURVES[self.kind][1], deterministic_signing=True)
        size = (self._private.key_size + 7) // 8
        return [_r_and_s(self._private.sign(message, algorithm), size) for message in messages]


def throwaway_key(kind: KeyKind) -> ThrowawayKey:
    """Make a key of this kind."""
    if kind == "Ed25519":
        private = Ed25519PrivateKey(secrets.token_bytes(SEED_BYTES))
        return ThrowawayKey(kind, encode_multikey(kind, private.public_key), private)
    curve = ec.generate_private_key(_CURVES[kind][0]())
    point = curve.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return ThrowawayKey(kind, encode_multikey(kind, point), curve)


def _r_and_s(der: bytes, size: int) -> bytes:
    r, s = decode_dss_signature(der)
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")

"""Public keys as values: what kind, and the bytes; no secrets, no library objects."""

from dataclasses import dataclass
from typing import Literal

KeyKind = Literal["Ed25519", "P-256", "P-384", "P-521"]

RAW_LENGTHS: dict[KeyKind, int] = {"Ed25519": 32, "P-256": 33, "P-384": 49, "P-521": 67}


_FIELD = 2**255 - 19
_ORDER_EIGHT = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_EIGHT, _FIELD - _ORDER_EIGHT})
"""The y coordinates of the eight Ed25519 points for which anybody can make signatures."""


class MalformedKey(ValueError):
    """Say why a public key cannot be read; the message names the reason and no key material."""


class UnknownKeyKind(MalformedKey):
    """The key may be good, and is of a kind that is not read here."""


class SecretKeyPublished(MalformedKey):
    """A private key stands where a public key belongs; it has to be replaced at once."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Hold an Ed25519 or elliptic curve public key."""

    kind: KeyKind
    raw: bytes
    """Ed25519: 32 bytes. P-256, P-384, P-521: the compressed point, 33, 49, 67 bytes (SEC 1,
    2.3.3)."""

    def __post_init__(self) -> None:
        """Refuse an Ed25519 point of small order: 64 zero bytes would be its signature."""
        if self.kind == "Ed25519":
            y = int.from_bytes(self.raw, "little") & (2**255 - 1)
            if y % _FIELD in _SMALL_ORDER:
                raise MalformedKey("it is a point of small order, for which anybody can sign")


@dataclass(frozen=True, slots=True)
class RsaPublicKey:
    """Hold an RSA public key, which only JSON Web Keys carry here."""

    modulus: int
    exponent: int

    @property
    def bits(self) -> int:
        """Tell the size of the modulus in bits."""
        return self.modulus.bit_length()


AnyPublicKey = PublicKey | RsaPublicKey

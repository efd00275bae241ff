"""The key that others encrypt to; it follows from the master key, so all processes have it."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

from app.keys.sealing import Vault
from verifier.keys import PublicKey
from verifier.securing.public_keys import key_value

# NIST SP 800-186, section 3.2.1.3: how many points there are on P-256.
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """A P-256 key pair."""

    public: PublicKey
    private: bytes = field(repr=False)
    """The scalar, 32 bytes."""


def encryption_key(vault: Vault, *, purpose: str) -> EncryptionKey:
    """Derive the key of a purpose; another purpose has another."""
    drawn = int.from_bytes(vault.lookup("key 1", purpose=f"encryption: {purpose}"), "big")
    scalar = drawn % (_ORDER - 1) + 1
    public = key_value(derive_private_key(scalar, SECP256R1()).public_key())
    if not isinstance(public, PublicKey):
        raise TypeError("A key of P-256 is an elliptic curve key.")
    return EncryptionKey(public, scalar.to_bytes(32, "big"))

"""The key that others encrypt to; it follows from the master key, so all processes have it."""

from dataclasses import dataclass, field

from app.keys.derived_key import derived_key
from app.keys.sealing import Vault
from verifier.keys import PublicKey
from verifier.securing.public_keys import key_value


@dataclass(frozen=True, slots=True)
class EncryptionKey:
    """A P-256 key pair."""

    public: PublicKey
    private: bytes = field(repr=False)
    """The scalar, 32 bytes."""


def encryption_key(vault: Vault, *, purpose: str) -> EncryptionKey:
    """Derive the key of a purpose; another purpose has another."""
    private = derived_key(vault, "key 1", purpose=f"encryption: {purpose}")
    public = key_value(private.public_key())
    if not isinstance(public, PublicKey):
        raise TypeError("A key of P-256 is an elliptic curve key.")
    return EncryptionKey(public, private.private_numbers().private_value.to_bytes(32, "big"))

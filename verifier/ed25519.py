"""Ed25519 (RFC 8032) by libsodium: the one place that signs with it, and tells what fits.

Keys in certificates and in PKCS#11 tokens stay with the library that reads those.
Why libsodium, and which odd signatures it refuses: docs/adr/0042-ed25519.md.
"""

from typing import NoReturn

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

SEED_BYTES = 32
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64


class Ed25519PrivateKey:
    """Signs, and shows nothing of itself: no representation, no copy, no pickle."""

    __slots__ = ("_secret",)

    def __init__(self, seed: bytes) -> None:
        """Take the 32 bytes that RFC 8032 calls the private key; raise ValueError for others."""
        _, self._secret = crypto_sign_seed_keypair(seed)

    @property
    def public_key(self) -> bytes:
        """Give the public half, 32 bytes."""
        return self._secret[SEED_BYTES:]  # libsodium keeps both halves side by side

    def sign(self, message: bytes) -> bytes:
        """Sign a message of any length; 64 bytes, always the same (5.1.6)."""
        return crypto_sign(message, self._secret)[:SIGNATURE_BYTES]

    def __reduce__(self) -> NoReturn:
        """Raise TypeError: a private key does not leave its process."""
        raise TypeError("a private key is not copied")


def ed25519_fits(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Tell whether the signature fits message and key; whatever is no signature or key does not."""
    # The library looks at no length, and takes what is missing from the message or beyond it.
    if len(signature) != SIGNATURE_BYTES or len(public_key) != PUBLIC_KEY_BYTES:
        return False
    try:
        crypto_sign_open(signature + message, public_key)
    except BadSignatureError:
        return False
    return True

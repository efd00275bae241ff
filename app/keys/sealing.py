"""Sealing: AES-256-GCM under the master key, or under a learner's own data key.

A sealed value is a version byte, a 12-byte nonce, then ciphertext and tag. What it belongs to
(table, column, row) is bound in as associated data: moved elsewhere, it does not open.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D, section 8.2.2: 96 random bits
_VERSION = b"\x01"
"""Tells how, and under which generation of the master key; a re-wrap will write the next."""


class SealBroken(Exception):
    """A sealed value does not open: wrong key, altered, or moved from another row."""


@dataclass(frozen=True, slots=True)
class Seal:
    """One AES-256-GCM key, to close and open values with; it never shows itself."""

    _key: bytes = field(repr=False)
    _cipher: AESGCM = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the cipher once: that takes four times as long as closing a short value."""
        object.__setattr__(self, "_cipher", AESGCM(self._key))

    def close(self, plain: bytes, *, place: str) -> bytes:
        """Encrypt for one place, such as "learners/<id>/personal"."""
        # Drawn here and not injected: a nonce used twice would give the key's secrets away.
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _VERSION + nonce + self._cipher.encrypt(nonce, plain, _bound(place))

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """Decrypt what was closed for the same place. Raises SealBroken."""
        version, rest = sealed[:1], sealed[1:]
        if version != _VERSION or len(rest) < _NONCE_BYTES:
            raise SealBroken(f"The sealed value at {place} is not in a known form.")
        try:
            return self._cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _bound(place))
        except InvalidTag:
            raise SealBroken(
                f"The sealed value at {place} does not open: it was altered, moved, "
                "or closed under another key."
            ) from None


@dataclass(frozen=True, slots=True)
class Vault:
    """What the master key opens: data keys, private keys, and keyed look-ups."""

    _master: Seal
    _lookup_key: bytes = field(repr=False)
    check_value: bytes = field(repr=False)
    """Kept in the database, so that another master key is noticed at the start."""

    def close(self, plain: bytes, *, place: str) -> bytes:
        """Seal under the master key."""
        return self._master.close(plain, place=place)

    def open(self, sealed: bytes, *, place: str) -> bytes:
        """Open what was sealed under the master key. Raises SealBroken."""
        return self._master.open(sealed, place=place)

    def new_data_key(self, *, place: str) -> bytes:
        """Make a data key, sealed under the master key; destroying it erases what it closed."""
        return self.close(AESGCM.generate_key(bit_length=8 * KEY_BYTES), place=place)

    def data_seal(self, data_key_sealed: bytes, *, place: str) -> Seal:
        """Open a data key for use. Raises SealBroken."""
        return Seal(self.open(data_key_sealed, place=place))

    def lookup(self, value: str, *, purpose: str) -> bytes:
        """Hash a value so that the same one is found again; without the key nobody can try.

        HMAC-SHA-256. `purpose` keeps organisations and columns apart.
        """
        message = purpose.encode() + b"\0" + value.encode()
        return hmac.digest(self._lookup_key, message, "sha256")


def vault(master_key: bytes) -> Vault:
    """Derive everything from the master key of 32 bytes."""
    if len(master_key) != KEY_BYTES:
        raise ValueError(f"The master key has {KEY_BYTES} bytes.")
    return Vault(
        Seal(_derived(master_key, "sealing")),
        _derived(master_key, "lookup"),
        _derived(master_key, "check"),
    )


def _derived(master_key: bytes, purpose: str) -> bytes:
    # RFC 5869: one key per purpose, so that a hash or check value says nothing of the others.
    info = f"dokazilo {purpose} 1".encode()
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master_key)


def _bound(place: str) -> bytes:
    return b"dokazilo\0" + place.encode()

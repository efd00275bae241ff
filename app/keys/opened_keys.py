"""Private keys that were opened: kept for a while, so that each credential need not open them anew.

A key in use is in this process's memory anyway while it signs; here it stays there between two
signatures. Bounds: few keys, only of keys that a fresh look into the database says are in use, and
known by the very bytes they were sealed in, so that a key destroyed or sealed anew in the database
is not found here. Why, and what it means for safety: docs/adr/0029-opened-keys.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from app.memory import Memory
from issuer.model.organisation import SigningKey
from verifier.ed25519 import Ed25519PrivateKey

PrivateKey: TypeAlias = Ed25519PrivateKey | EllipticCurvePrivateKey

_MOST = 64
"""Two for each profile that issues at the same time."""


class OpenedKeys:
    """The private keys of this process; it shows none of them."""

    def __init__(self) -> None:
        self._known: Memory[tuple[str, bytes], PrivateKey] = Memory(_MOST)

    def opened(self, key_id: str, sealed: bytes, unseal: Callable[[], PrivateKey]) -> PrivateKey:
        """Give the key that these bytes hold, unsealed now unless it was before."""
        name = (key_id, hashlib.sha256(sealed).digest())
        private = self._known.get(name)
        if private is None:
            private = unseal()
            self._known.keep(name, private)
        return private

    def forget_retired(self, keys: Iterable[SigningKey]) -> None:
        """Let go of keys that sign no more."""
        over = {each.id for each in keys if each.retired_at or each.compromised_at}
        if over:
            self._known.forget(lambda name: name[0] in over)

"""Proof Key for Code Exchange: the code is of use only to who asked for it (RFC 7636)."""

from __future__ import annotations

import hashlib
import hmac
import re

from verifier.multibase import base64url_encode

METHOD = "S256"
"""Never `plain`, which shows the verifier to whoever sees the request."""

_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def is_challenge(text: str) -> bool:
    """Say whether a text can be a code_challenge of S256."""
    return _CHALLENGE.fullmatch(text) is not None


def fits(verifier: str, challenge: str) -> bool:
    """Say whether the code_verifier is the one that the challenge was made of."""
    if not _VERIFIER.fullmatch(verifier):
        return False
    made = base64url_encode(hashlib.sha256(verifier.encode("ascii")).digest())
    return hmac.compare_digest(made, challenge)

"""Whose badge it is: identity objects (Open Badges 3.0, section B.1.14). See ADR 0006."""

from __future__ import annotations

import hashlib

from contexts import JsonObject
from issuer.model.award import Learner

SHORTEST_SALT = 16


def render_identifiers(learner: Learner, salt: bytes) -> list[JsonObject]:
    """Give the hashed e-mail address and the plain name; never a plain address or a number."""
    identifiers: list[JsonObject] = []
    if learner.email.strip():
        written_salt = salt.hex()
        identifiers.append(
            {
                "type": "IdentityObject",
                "identityType": "emailAddress",
                "hashed": True,
                "salt": written_salt,
                "identityHash": identity_hash(normal_email(learner.email), written_salt),
            }
        )
    if learner.name.strip():
        identifiers.append(
            {
                "type": "IdentityObject",
                "identityType": "name",
                "hashed": False,
                "identityHash": " ".join(learner.name.split()),
            }
        )
    return identifiers


def identity_hash(identity: str, salt: str) -> str:
    """Hash UTF-8(identity, salt) as `sha256$` and lower-case hexadecimal (OB 3.0 IdentityHash)."""
    return "sha256$" + hashlib.sha256((identity + salt).encode()).hexdigest()


def normal_email(email: str) -> str:
    """Trim an address and lower its domain; the part before the @ may be case-sensitive."""
    local, at, domain = email.strip().rpartition("@")
    return f"{local}{at}{domain.lower()}"

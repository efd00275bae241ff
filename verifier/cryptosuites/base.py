"""What a Data Integrity cryptosuite is."""

from collections.abc import Callable
from dataclasses import dataclass

from contexts import JsonObject
from verifier.keys import KeyKind, PublicKey


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One Data Integrity cryptosuite, public-key side only."""

    name: str
    key_kinds: tuple[KeyKind, ...]
    """The kinds of key its signatures are made with."""
    signature_bytes: int
    """The length of a signature; any other length is malformed."""
    hash_data: Callable[[JsonObject, JsonObject], bytes]
    """Unsecured document and proof options (with `@context`, without `proofValue`) to the bytes
    that are signed. Raises contexts.ContextsError."""
    verify: Callable[[bytes, bytes, PublicKey], bool]
    """Hashed data, signature and public key: does the signature fit?"""

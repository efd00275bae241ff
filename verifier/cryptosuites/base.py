"""What a Data Integrity cryptosuite is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from contexts import JsonObject
from verifier.keys import KeyKind, PublicKey


class HashData(Protocol):
    """Turn a document and its proof options into the bytes that are signed."""

    def __call__(
        self, unsecured: JsonObject, options: JsonObject, *, sandbox: bool = False
    ) -> bytes:
        """Hash the document without proof, and the proof with `@context`, without `proofValue`.

        `sandbox` admits contexts that define every term: for published vectors only.
        Raises contexts.ContextsError when either has no lossless canonical form.
        """
        ...


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One Data Integrity cryptosuite, public-key side only."""

    name: str
    key_kinds: tuple[KeyKind, ...]
    """The kinds of key its signatures are made with."""
    signature_bytes: int
    """The length of a signature; any other length is malformed."""
    hash_data: HashData
    verify: Callable[[bytes, bytes, PublicKey], bool]
    """Hashed data, signature and public key: does the signature fit?"""

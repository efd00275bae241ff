"""What a Data Integrity cryptosuite is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from contexts import HashName, JsonObject
from verifier.keys import KeyKind, PublicKey

HASHES: Mapping[KeyKind, HashName] = {"Ed25519": "sha256", "P-256": "sha256", "P-384": "sha384"}
"""The hash that goes with a kind of key, in every suite (vc-di-eddsa, 3; vc-di-ecdsa, 3)."""


class HashData(Protocol):
    """Turn a document and its proof options into the bytes that are signed."""

    def __call__(
        self,
        unsecured: JsonObject,
        options: JsonObject,
        *,
        hash_name: HashName = "sha256",
        sandbox: bool = False,
        canonical: bytes | None = None,
    ) -> bytes:
        """Hash the document without proof, and the proof with `@context`, without `proofValue`.

        `hash_name` is the one that goes with the key. `sandbox` admits contexts that define every
        term: for published vectors only. `canonical` is the document's canonical form by RDFC-1.0
        with SHA-256, where it is known.
        Raises contexts.ContextsError when either has no lossless canonical form.
        """
        ...


@dataclass(frozen=True, slots=True)
class Cryptosuite:
    """One Data Integrity cryptosuite, public-key side only."""

    name: str
    signature_bytes: Mapping[KeyKind, int]
    """The kinds of key its signatures are made with, and the length of a signature by each."""
    hash_data: HashData
    verify: Callable[[bytes, bytes, PublicKey], bool]
    """Hashed data, signature and public key: does the signature fit?"""
    signs_text: bool = False
    """The JSON as it is written is signed (JCS), `@context` included, and not its statements."""

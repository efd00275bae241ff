"""The cryptosuite eddsa-rdfc-2022: RDFC-1.0, SHA-256, Ed25519.

Data Integrity EdDSA Cryptosuites 1.0, section 3.2.
"""

import hashlib

from cryptography.exceptions import InvalidSignature

from contexts import JsonObject, canonicalize
from verifier.cryptosuites.base import Cryptosuite
from verifier.keys import PublicKey
from verifier.securing.public_keys import ed25519_key


def hash_data(unsecured: JsonObject, options: JsonObject, *, sandbox: bool = False) -> bytes:
    """Give SHA-256(canonical options) followed by SHA-256(canonical document), 64 bytes.

    `options` is the proof without `proofValue` and with the document's `@context` (3.2.5).
    Raises contexts.ContextsError when either cannot be canonicalized without loss.
    """
    options_hash = hashlib.sha256(canonicalize(options, sandbox=sandbox).encode()).digest()
    document_hash = hashlib.sha256(canonicalize(unsecured, sandbox=sandbox).encode()).digest()
    return options_hash + document_hash  # options first (3.2.4)


def verify(data: bytes, signature: bytes, public_key: PublicKey) -> bool:
    """Tell whether the Ed25519 signature fits the data; raise MalformedKey for another key."""
    try:
        ed25519_key(public_key).verify(signature, data)
    except InvalidSignature:
        return False
    return True


SUITE = Cryptosuite("eddsa-rdfc-2022", ("Ed25519",), 64, hash_data, verify)

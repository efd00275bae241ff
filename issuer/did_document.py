"""The did:web document of a profile: which keys sign in its name.

Routine rotation keeps the old public key listed, without `revoked`, so that what it signed still
verifies; a compromised key leaves the document (ADR 0005).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from contexts import JsonObject
from issuer.model.organisation import KeyAlgorithm, Profile, SigningKey
from verifier.jwk import encode_jwk
from verifier.keys import PublicKey
from verifier.multikey import encode_multikey

_CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def did_document(profile: Profile, keys: Sequence[SigningKey]) -> JsonObject:
    """Render the document: every key that is not compromised, each listed for assertions."""
    listed = sorted(
        (key for key in keys if key.compromised_at is None), key=lambda key: key.active_from
    )
    methods = [method for key in listed for method in _METHODS[key.algorithm](profile.did, key)]
    return {
        "@context": list(_CONTEXTS),
        "id": profile.did,
        "verificationMethod": methods,
        # Texts, not embedded objects: the 1EdTech validator resolves only those.
        "assertionMethod": [method["id"] for method in methods],
    }


def _ed25519_methods(did: str, key: SigningKey) -> Iterator[JsonObject]:
    yield _multikey(f"{did}#{key.fragment}", did, PublicKey("Ed25519", key.public_key))


def _p256_methods(did: str, key: SigningKey) -> Iterator[JsonObject]:
    """List a key that signs JWTs as JsonWebKey, under the `kid` of the tokens, and as Multikey."""
    public_key = PublicKey("P-256", key.public_key)
    yield {
        "id": f"{did}#{key.fragment}",
        "type": "JsonWebKey",
        "controller": did,
        "publicKeyJwk": {**encode_jwk(public_key), "alg": "ES256"},
    }
    yield _multikey(f"{did}#{key.fragment}-multikey", did, public_key)


def _multikey(method_id: str, did: str, key: PublicKey) -> JsonObject:
    return {
        "id": method_id,
        "type": "Multikey",
        "controller": did,
        "publicKeyMultibase": encode_multikey(key.kind, key.raw),
    }


_METHODS: dict[KeyAlgorithm, Callable[[str, SigningKey], Iterator[JsonObject]]] = {
    KeyAlgorithm.ED25519: _ed25519_methods,
    KeyAlgorithm.P256: _p256_methods,
}

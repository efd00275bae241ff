"""Bind a credential to the key of a learner's wallet.

A copy is the same credential (Open Badges 3.0, section 4.1: equal `id` and issuer): it differs in
`credentialSubject.id`, which is the wallet's DID, and in its signature. Nothing else of the subject
ever comes from the wallet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contexts import JsonObject
from issuer.errors import UnusableHolderKey
from issuer.json_bytes import json_bytes
from issuer.preparing import Prepared, recall
from verifier.controllers import find_method
from verifier.identifiers import locate
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.jwk import decode_jwk, encode_jwk, thumbprint
from verifier.keys import AnyPublicKey, MalformedKey, PublicKey
from verifier.multibase import base64url_encode

DID_METHODS = ("did:key", "did:jwk")
"""They hold their keys, so that nothing has to be fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a copy: a key, and the DID under which the wallet showed it."""

    did: str
    key: PublicKey

    @property
    def jwk(self) -> JsonObject:
        """Give the key's public members."""
        return encode_jwk(self.key)

    @property
    def thumbprint(self) -> str:
        """Name the key by its SHA-256 in base64url (RFC 7638)."""
        return base64url_encode(bytes.fromhex(thumbprint(self.jwk)))


def holder_of_method(method: str, *, now: datetime) -> Holder:
    """Read the key that a DID URL of did:key or did:jwk names; raise UnusableHolderKey.

    A DID without a fragment names the one key it has.
    """
    did = method.partition("#")[0]
    if not did.startswith(tuple(f"{each}:" for each in DID_METHODS)):
        raise UnusableHolderKey(f"A wallet's key is named by {' or '.join(DID_METHODS)}.")
    try:
        document = locate(did).document or {}
        only = document["verificationMethod"][0]["id"]
        asked = method if method != did else only
        found = find_method(document, asked, now, "authentication")
    except Judged as stopped:
        raise UnusableHolderKey(stopped.problem.detail) from stopped
    return Holder(did=did, key=_of_a_curve(found.public_key))


def holder_of_jwk(jwk: JsonObject) -> Holder:
    """Read a wallet's key without a DID: it gets the did:jwk that follows from it.

    Raises UnusableHolderKey.
    """
    try:
        key = _of_a_curve(decode_jwk(jwk))
    except MalformedKey as error:
        raise UnusableHolderKey(f"The wallet's key cannot be used: {error}.") from error
    return Holder(did=f"did:jwk:{base64url_encode(json_bytes(encode_jwk(key)))}", key=key)


def bind(prepared: bytes, holder: Holder) -> Prepared:
    """Give a recorded badge as a copy for this holder, checked again. Raises PreparationFailed."""
    document = read_object(prepared)
    others = {name: value for name, value in document["credentialSubject"].items() if name != "id"}
    return recall(json_bytes({**document, "credentialSubject": {"id": holder.did, **others}}))


def _of_a_curve(key: AnyPublicKey) -> PublicKey:
    if not isinstance(key, PublicKey):
        raise UnusableHolderKey("A wallet's key is an Ed25519 or elliptic curve key.")
    return key

"""Sign what was prepared. The private key is never here: a Signer is handed in.

Two formats, each with a key of its own: Data Integrity `eddsa-rdfc-2022` (Ed25519) and the VC-JWT
of Open Badges 3.0, section 8.2.4 (ES256). Every format takes all its documents to the signer in one
call, for a signer may be a device that answers slowly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias

from contexts import JsonObject
from issuer.errors import NoSigningKey
from issuer.json_bytes import json_bytes
from issuer.model.credential import Format, SignedDocument
from issuer.model.organisation import KeyAlgorithm, SigningKey
from issuer.preparing import Prepared
from issuer.rendering.members import timestamp
from issuer.status_list import PublishedList, render_list
from verifier.cryptosuites import CRYPTOSUITES
from verifier.multibase import multibase_encode
from verifier.securing.jose import compact, signing_input
from verifier.timestamps import read_timestamp

CRYPTOSUITE = "eddsa-rdfc-2022"
MEDIA_TYPE_DATA_INTEGRITY = "application/vc"
MEDIA_TYPE_JWT = "application/jwt"


class Signer(Protocol):
    """The private half of one signing key, wherever it lives."""

    @property
    def key(self) -> SigningKey:
        """The public half."""

    def sign(self, hashes: Sequence[bytes]) -> list[bytes]:
        """Sign each item and give 64 bytes for each, in order.

        Ed25519: an item is the suite's hash data (64 bytes), signed as the message (RFC 8032).
        P-256: an item is a SHA-256 digest (32 bytes), signed as it is, not hashed again; the
        signature is r‖s, never DER (RFC 7518, section 3.4).
        """


Signers: TypeAlias = Mapping[KeyAlgorithm, Signer]


def keys_in_use(keys: Sequence[SigningKey], now: datetime) -> tuple[SigningKey, ...]:
    """Choose the keys to sign with: of each algorithm the newest that is active."""
    active = [
        key
        for key in keys
        if key.active_from <= now and key.retired_at is None and key.compromised_at is None
    ]
    newest = {key.algorithm: key for key in sorted(active, key=lambda key: key.active_from)}
    return tuple(newest.values())


def secure(prepared: Prepared, signers: Signers, now: datetime) -> tuple[SignedDocument, ...]:
    """Sign one badge in every format. Raises NoSigningKey."""
    return secure_all([prepared], signers, now)[0]


def secure_all(
    batch: Sequence[Prepared], signers: Signers, now: datetime
) -> list[tuple[SignedDocument, ...]]:
    """Sign many badges in every format, with one call to each signer. Raises NoSigningKey."""
    documents = [prepared.document for prepared in batch]
    columns = [
        [
            _signed_document(kind, body, signer, now)
            for body in _SECURING[kind](documents, signer, now)
        ]
        for kind, signer in _signer_of_each_format(signers)
    ]
    return list(zip(*columns, strict=True))


def secure_list(published: PublishedList, signer: Signer, now: datetime) -> bytes:
    """Render a status list and sign it with `eddsa-rdfc-2022`; gives the JSON bytes."""
    return _data_integrity([render_list(published)], signer, now)[0]


def _signer_of_each_format(signers: Signers) -> list[tuple[Format, Signer]]:
    missing = [algorithm for algorithm in _ALGORITHMS.values() if algorithm not in signers]
    if missing:
        raise NoSigningKey(
            f"The profile has no {missing[0].value} key in use. Make one before issuing.",
            algorithm=missing[0].value,
        )
    return [(kind, signers[algorithm]) for kind, algorithm in _ALGORITHMS.items()]


def _data_integrity(documents: Sequence[JsonObject], signer: Signer, now: datetime) -> list[bytes]:
    """Add an embedded proof to each document (Data Integrity 1.0, section 4.2)."""
    proofs = [_proof_options(document, signer, now) for document in documents]
    hash_data = CRYPTOSUITES[CRYPTOSUITE].hash_data
    signatures = signer.sign(
        [
            hash_data(document, {"@context": document["@context"], **proof})
            for document, proof in zip(documents, proofs, strict=True)
        ]
    )
    return [
        json_bytes({**document, "proof": {**proof, "proofValue": multibase_encode(signature)}})
        for document, proof, signature in zip(documents, proofs, signatures, strict=True)
    ]


def _proof_options(document: JsonObject, signer: Signer, now: datetime) -> JsonObject:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": timestamp(now),
        "verificationMethod": _method(document, signer),
        "proofPurpose": "assertionMethod",
    }


def _vc_jwt(documents: Sequence[JsonObject], signer: Signer, now: datetime) -> list[bytes]:
    """Write each document as a VC-JWT; when it was signed is not part of it."""
    del now
    inputs = [
        signing_input(
            {"alg": "ES256", "kid": _method(document, signer), "typ": "JWT"},
            {**_claims(document), **document},
        )
        for document in documents
    ]
    signatures = signer.sign([hashlib.sha256(each).digest() for each in inputs])
    return [
        compact(each, signature).encode("ascii")
        for each, signature in zip(inputs, signatures, strict=True)
    ]


def _claims(document: JsonObject) -> JsonObject:
    """Repeat the credential's members as registered claims (OB 3.0, section 8.2.4.1)."""
    claims: JsonObject = {
        "iss": document["issuer"]["id"],
        "jti": document["id"],
        "nbf": _numeric_date(document["validFrom"]),
    }
    if "id" in document["credentialSubject"]:
        claims["sub"] = document["credentialSubject"]["id"]
    if "validUntil" in document:
        claims["exp"] = _numeric_date(document["validUntil"])
    return claims


def _numeric_date(moment: str) -> int:
    return int(read_timestamp(moment).timestamp())


def _method(document: JsonObject, signer: Signer) -> str:
    issuer = document["issuer"]
    did = issuer["id"] if isinstance(issuer, dict) else issuer
    return f"{did}#{signer.key.fragment}"


def _signed_document(kind: Format, body: bytes, signer: Signer, now: datetime) -> SignedDocument:
    return SignedDocument(
        format=kind,
        media_type=_MEDIA_TYPES[kind],
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
        key_id=signer.key.id,
        signed_at=now,
    )


_Securing: TypeAlias = Callable[[Sequence[JsonObject], Signer, datetime], list[bytes]]

# A further format is one more line in each table.
_ALGORITHMS: dict[Format, KeyAlgorithm] = {
    Format.DATA_INTEGRITY: KeyAlgorithm.ED25519,
    Format.VC_JWT: KeyAlgorithm.P256,
}
_SECURING: dict[Format, _Securing] = {
    Format.DATA_INTEGRITY: _data_integrity,
    Format.VC_JWT: _vc_jwt,
}
_MEDIA_TYPES: dict[Format, str] = {
    Format.DATA_INTEGRITY: MEDIA_TYPE_DATA_INTEGRITY,
    Format.VC_JWT: MEDIA_TYPE_JWT,
}

"""Sign what was prepared. The private key is never here: a Signer is handed in.

Two formats, each with a key of its own: Data Integrity `eddsa-rdfc-2022` (Ed25519) and the VC-JWT
of Open Badges 3.0, section 8.2.4 (ES256). Every format takes all its documents to the signer in one
call, for a signer may be a device that answers slowly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from contexts import JsonValue
from issuer.embedded_proof import CRYPTOSUITE, add_proofs
from issuer.errors import NoSigningKey
from issuer.json_bytes import json_bytes
from issuer.model.credential import Format, SignedDocument
from issuer.model.organisation import KeyAlgorithm, SigningKey
from issuer.preparing import Prepared
from issuer.signer import Signer, Signers, Unsigned
from issuer.status_list import PublishedList, render_list
from issuer.vc_jwt import write_tokens
from verifier.cryptosuites import statements_digest

__all__ = [
    "CRYPTOSUITE",
    "MEDIA_TYPE_DATA_INTEGRITY",
    "MEDIA_TYPE_JWT",
    "Signer",
    "Signers",
    "keys_in_use",
    "secure",
    "secure_all",
    "secure_in",
    "secure_list",
]

MEDIA_TYPE_DATA_INTEGRITY = "application/vc"
MEDIA_TYPE_JWT = "application/jwt"


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
    columns = [
        [_signed_document(kind, body, signer, now) for body in _SECURING[kind](batch, signer, now)]
        for kind, signer in _signer_of_each_format(signers)
    ]
    return list(zip(*columns, strict=True))


def secure_in(kind: Format, prepared: Prepared, signers: Signers, now: datetime) -> SignedDocument:
    """Sign one badge in one format. Raises NoSigningKey."""
    signer = _signer_of(kind, signers)
    return _signed_document(kind, _SECURING[kind]([prepared], signer, now)[0], signer, now)


def secure_list(published: PublishedList, signer: Signer, now: datetime) -> bytes:
    """Render a status list and sign it with `eddsa-rdfc-2022`; gives the JSON bytes."""
    document = render_list(published)
    unsigned = _UnsignedList(json_bytes(document), document, statements_digest(document))
    return add_proofs([unsigned], signer, now)[0]


@dataclass(frozen=True, slots=True)
class _UnsignedList:
    body: bytes
    content: Mapping[str, JsonValue]
    digest: bytes


def _signer_of_each_format(signers: Signers) -> list[tuple[Format, Signer]]:
    return [(kind, _signer_of(kind, signers)) for kind in _ALGORITHMS]


def _signer_of(kind: Format, signers: Signers) -> Signer:
    algorithm = _ALGORITHMS[kind]
    if algorithm not in signers:
        raise NoSigningKey(
            f"The profile has no {algorithm.value} key in use. Make one before issuing.",
            algorithm=algorithm.value,
        )
    return signers[algorithm]


def _signed_document(kind: Format, body: bytes, signer: Signer, now: datetime) -> SignedDocument:
    return SignedDocument(
        format=kind,
        media_type=_MEDIA_TYPES[kind],
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
        key_id=signer.key.id,
        signed_at=now,
    )


_Securing: TypeAlias = Callable[[Sequence[Unsigned], Signer, datetime], list[bytes]]

# A further format is one more line in each table.
_ALGORITHMS: dict[Format, KeyAlgorithm] = {
    Format.DATA_INTEGRITY: KeyAlgorithm.ED25519,
    Format.VC_JWT: KeyAlgorithm.P256,
}
_SECURING: dict[Format, _Securing] = {
    Format.DATA_INTEGRITY: add_proofs,
    Format.VC_JWT: write_tokens,
}
_MEDIA_TYPES: dict[Format, str] = {
    Format.DATA_INTEGRITY: MEDIA_TYPE_DATA_INTEGRITY,
    Format.VC_JWT: MEDIA_TYPE_JWT,
}

"""Find out which keys a wallet's provider vouches for (OpenID4VCI 1.0, appendix D.1).

The provider is known by its certificate, which has to lead to an authority that the operator chose.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

from contexts import JsonObject, JsonValue
from issuer.errors import UnusableHolderKey
from issuer.holder_binding import Holder, holder_of_jwk
from issuer.key_proof import KeyProofRefused
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.keys import MalformedKey
from verifier.securing.jose import CompactJws, check_algorithm, check_signature, read_compact
from verifier.securing.pki.anchors import Anchor, AnchorKind, lookup
from verifier.securing.pki.certificates import (
    MalformedCertificate,
    public_key_of,
    read_certificate,
)
from verifier.securing.pki.names import may_sign
from verifier.securing.pki.path import IF_DECLARED, PathJudge, PathStatus
from verifier.securing.pki.path_building import CertificatePool
from verifier.securing.public_keys import key_value

HEADER = "key_attestation"
"""The member of a proof's header that holds the attestation."""
TYPE = "key-attestation+jwt"
MOST_KEYS = 10
_LONGEST = 32_768
_MOST_CERTIFICATES = 8
_ALGORITHMS = ("ES256", "ES384", "ES512")


def attested_holders(
    text: JsonValue, authorities: Sequence[bytes], *, now: datetime
) -> tuple[Holder, ...]:
    """Give the keys that an attestation names; raise KeyProofRefused.

    `authorities` are certificates in DER. An attestation without `exp` never ends, so it has to
    have one (appendix D.1: for proofs of the type jwt).
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        raise KeyProofRefused(f"Its header needs a {HEADER}: your wallet's provider makes it.")
    try:
        token = read_compact(text)
        if token.header.get("typ") != TYPE or check_algorithm(token) not in _ALGORITHMS:
            raise KeyProofRefused(f"The {HEADER} has to be of the typ {TYPE}, signed with ES256.")
        _check_provider(token, authorities, now)
        return _keys(read_object(token.payload), now)
    except Judged as stopped:
        raise KeyProofRefused(stopped.problem.detail) from None
    except UnusableHolderKey as error:
        raise KeyProofRefused(error.sentence) from None


def _check_provider(token: CompactJws, authorities: Sequence[bytes], now: datetime) -> None:
    try:
        chain = _chain(token.header.get("x5c"))
        leaf = read_certificate(chain[0])
        check_signature(token, key_value(public_key_of(chain[0])))
        pool = CertificatePool()
        pool.add(chain[1:])
        anchors = lookup(
            Anchor(read_certificate(each), AnchorKind.CONFIGURED) for each in authorities
        )
        found = PathJudge(pool).judge(leaf, anchors, now, IF_DECLARED)
    except (MalformedCertificate, MalformedKey) as error:
        raise KeyProofRefused(f"The certificate of the {HEADER} cannot be used: {error}.") from None
    # Of revocation nothing is asked here: whoever a provider's authority withdraws is taken off
    # the operator's list.
    if found.status not in {PathStatus.HOLDS, PathStatus.REVOCATION_UNKNOWN} or not may_sign(leaf):
        raise KeyProofRefused("Your wallet's provider is not known here.")


def _chain(value: JsonValue) -> list[bytes]:
    if not isinstance(value, list) or not 1 <= len(value) <= _MOST_CERTIFICATES:
        raise KeyProofRefused(f"The {HEADER} names its signer by certificates (x5c).")
    try:
        return [base64.b64decode(each, validate=True) for each in value]
    except (binascii.Error, ValueError, TypeError):
        raise KeyProofRefused(f"A certificate of the {HEADER} is not base64.") from None


def _keys(claims: JsonObject, now: datetime) -> tuple[Holder, ...]:
    issued, ends = _moment(claims, "iat"), _moment(claims, "exp")
    if not issued - _SKEW <= now.timestamp() < ends:
        raise KeyProofRefused(f"The {HEADER} does not count now.")
    keys = claims.get("attested_keys")
    if not isinstance(keys, list) or not 1 <= len(keys) <= MOST_KEYS:
        raise KeyProofRefused(f"The {HEADER} names one to {MOST_KEYS} keys.")
    if not all(isinstance(each, dict) for each in keys):
        raise KeyProofRefused(f"A key of the {HEADER} is not a JSON Web Key.")
    return tuple(holder_of_jwk(each) for each in keys)


_SKEW = 300
"""Seconds by which a provider's clock may be ahead."""


def _moment(claims: JsonObject, name: str) -> float:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise KeyProofRefused(f"The {HEADER} does not say when it was made and ends (iat, exp).")
    return value

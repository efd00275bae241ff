"""Two formats, two keys, one call to each signer; strangers' rules decide what is good."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from contexts import canonicalize
from issuer.errors import NoSigningKey
from issuer.model.credential import Format
from issuer.model.organisation import KeyAlgorithm
from issuer.preparing import prepare
from issuer.signing import Signers, keys_in_use, secure, secure_all
from tests.fakes import MemorySigner
from tests.issuer.examples import (
    DATA_LITERACY,
    FIRST_AID_PILOT,
    LEARNER,
    NOW,
    SCHOOL,
    material,
    signers,
    signing_key,
)
from verifier.multibase import multibase_decode

DAY = timedelta(days=1)


def school_signers() -> Signers:
    return {signer.key.algorithm: signer for signer in signers()}


def test_both_formats_are_made_with_their_own_keys() -> None:
    badge, token = secure(prepare(material()), school_signers(), NOW)
    assert (badge.format, badge.media_type, badge.key_id) == (
        Format.DATA_INTEGRITY,
        "application/vc",
        "key-kljuc-2026",
    )
    assert (token.format, token.media_type, token.key_id) == (
        Format.VC_JWT,
        "application/jwt",
        "key-kljuc-2026-jwt",
    )
    for document in (badge, token):
        assert document.digest == hashlib.sha256(document.body).hexdigest()
        assert document.signed_at == NOW


def test_the_proof_has_the_members_the_standard_wants_and_covers_the_document() -> None:
    prepared = prepare(material())
    signed = json.loads(secure(prepared, school_signers(), NOW)[0].body)
    proof = signed.pop("proof")
    assert signed == prepared.document
    signature = multibase_decode(proof.pop("proofValue"))
    assert proof == {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-02T09:30:15Z",
        "verificationMethod": f"{SCHOOL.did}#kljuc-2026",
        "proofPurpose": "assertionMethod",
    }
    # Written out once more from the standard (vc-di-eddsa, 3.2), beside the verifier's own code.
    options = {"@context": signed["@context"], **proof}
    data = b"".join(
        hashlib.sha256(canonicalize(part).encode()).digest() for part in (options, signed)
    )
    key = ed25519.Ed25519PublicKey.from_public_bytes(signers()[0].public_key)
    key.verify(signature, data)


def decoded(token: bytes) -> dict[str, Any]:
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), signers()[1].public_key)
    payload: dict[str, Any] = jwt.decode(
        token, key, algorithms=["ES256"], options={"verify_exp": False, "verify_nbf": False}
    )
    return payload


def test_the_token_carries_the_credential_and_its_claims() -> None:
    prepared = prepare(material(DATA_LITERACY))
    token = secure(prepared, school_signers(), NOW)[1].body
    assert jwt.get_unverified_header(token) == {
        "alg": "ES256",
        "kid": f"{SCHOOL.did}#kljuc-2026-jwt",
        "typ": "JWT",
    }
    payload = decoded(token)
    claims = {name: payload.pop(name) for name in ("iss", "jti", "nbf", "exp")}
    assert payload == prepared.document
    assert claims == {
        "iss": SCHOOL.did,
        "jti": prepared.document["id"],
        "nbf": int(NOW.timestamp()),
        "exp": int(NOW.replace(year=2029).timestamp()),
    }


def test_a_holder_is_the_tokens_subject_and_without_end_there_is_no_exp() -> None:
    holder = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"
    held = replace(material(), learner=replace(LEARNER, holder_did=holder))
    payload = decoded(secure(prepare(held), school_signers(), NOW)[1].body)
    assert payload["sub"] == payload["credentialSubject"]["id"] == holder
    assert "exp" not in payload


def test_many_are_signed_with_one_call_to_each_signer() -> None:
    both = signers()
    batch = [prepare(material()), prepare(material(FIRST_AID_PILOT))]
    signed = secure_all(batch, {signer.key.algorithm: signer for signer in both}, NOW)
    assert [signer.calls for signer in both] == [[2], [2]]
    alone = [secure(prepared, school_signers(), NOW) for prepared in batch]
    assert signed == alone


def test_a_missing_key_is_named() -> None:
    only_one = {KeyAlgorithm.ED25519: signers()[0]}
    with pytest.raises(NoSigningKey, match="P-256"):
        secure(prepare(material()), only_one, NOW)


def test_the_newest_active_key_of_each_kind_signs() -> None:
    signer = MemorySigner(KeyAlgorithm.ED25519, 3)

    def key(name: str, days: int) -> Any:  # noqa: ANN401 - a SigningKey, changed below
        return signing_key(signer, name, KeyAlgorithm.ED25519, NOW + days * DAY)

    keys = (
        replace(key("retired", -1), retired_at=NOW),
        replace(key("compromised", -1), compromised_at=NOW),
        key("newest", -2),
        key("older", -9),
        key("future", 1),
        signing_key(signer, "jwt", KeyAlgorithm.P256, NOW),
    )
    assert {each.fragment for each in keys_in_use(keys, NOW)} == {"newest", "jwt"}
    assert keys_in_use((), NOW) == ()

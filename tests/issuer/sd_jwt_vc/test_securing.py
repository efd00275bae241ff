"""A signed copy: its header, what its holder may leave out, and what our verifier says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from issuer.errors import SelfCheckFailed
from issuer.holder_binding import holder_of_method
from issuer.sd_jwt_vc.credential_type import EUROPEAN, CredentialType, own_type
from issuer.sd_jwt_vc.identifier import https_issuer
from issuer.sd_jwt_vc.learning_claims import learning_claims
from issuer.sd_jwt_vc.securing import Copy, secure_copy
from issuer.sd_jwt_vc.self_check import check_copy
from issuer.token_signing import TokenSigner
from issuer.token_status_list import token_list_url
from tests.issuer.examples import BASE, CREDENTIAL_ID, NOW, SCHOOL, entry, signers
from tests.issuer.sd_jwt_vc.test_learning_claims import DISCLOSABLE, learning
from tests.issuer.test_holder_binding import P256_DID
from tests.verifier.sd_jwts import salts
from verifier.json_reading import read_object
from verifier.limits import LIMITS
from verifier.securing.disclosures import reveal
from verifier.securing.sd_jwt import read_sd_jwt

HOLDER = holder_of_method(P256_DID, now=NOW)
SIGNER = signers()[1]
KEYS = tuple(signer.key for signer in signers())


def copy(kind: CredentialType = EUROPEAN, **changes: Any) -> Copy:  # noqa: ANN401
    made = Copy(
        credential_id=CREDENTIAL_ID,
        issuer=https_issuer(SCHOOL),
        type=kind,
        holder=HOLDER,
        entries=(entry(),),
        issued_at=NOW,
        expires_at=NOW + timedelta(days=1800),
    )
    return replace(made, **changes)


def signed(asked: Copy) -> bytes:
    return secure_copy(asked, learning_claims(learning()), TokenSigner(SIGNER), salts=salts())


def test_the_signature_covers_what_is_never_left_out_and_digests_of_the_rest() -> None:
    read = read_sd_jwt(signed(copy()).decode(), LIMITS)
    payload = read_object(read.token.payload)
    assert read.token.header == {"alg": "ES256", "typ": "dc+sd-jwt", "kid": SIGNER.key.fragment}
    assert payload["iss"] == https_issuer(SCHOOL) == f"{BASE}/profiles/{SCHOOL.slug}"
    assert payload["jti"] == f"urn:uuid:{CREDENTIAL_ID}"
    assert payload["iat"] == int(NOW.timestamp())
    assert set(payload["cnf"]["jwk"]) == {"kty", "crv", "x", "y"}
    place = {"idx": entry().index, "uri": token_list_url(entry().list_url)}
    assert payload["status"] == {"status_list": place}
    assert not set(payload) & set(DISCLOSABLE)
    said = learning_claims(learning())
    assert len(payload["_sd"]) == len(set(DISCLOSABLE) & set(said))
    whole = reveal(payload, read.disclosures, LIMITS).payload
    assert {name: whole[name] for name in said} == said


@pytest.mark.parametrize("kind", [EUROPEAN, own_type(BASE)], ids=["european", "own"])
def test_our_verifier_passes_it(kind: CredentialType) -> None:
    check_copy(signed(copy(kind)), token_list_url(entry().list_url), (SCHOOL, KEYS), now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://dokazilo.example/profiles/other"},
        {"expires_at": NOW - timedelta(days=1)},
        {"type": CredentialType("urn:example:unknown")},
        {"entries": (replace(entry(), list_url=f"{BASE}/status-lists/other"),)},
    ],
)
def test_what_does_not_hold_does_not_leave_the_house(changes: dict[str, Any]) -> None:
    body = signed(copy(**changes))
    with pytest.raises(SelfCheckFailed):
        check_copy(body, token_list_url(entry().list_url), (SCHOOL, KEYS), now=NOW)

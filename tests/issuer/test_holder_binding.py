"""A copy for a wallet is the same credential: only its subject's id is the wallet's."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from issuer.errors import UnusableHolderKey
from issuer.holder_binding import Holder, bind, holder_of_jwk, holder_of_method
from issuer.preparing import prepare
from tests.issuer.examples import NOW, material

# RFC 8037, appendix A: the key and its thumbprint.
ED25519 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
ED25519_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
ED25519_DID = "did:key:z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw"
# did:key method, section "Test vectors": P-256.
P256_DID = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"


def did_jwk(jwk: dict[str, str]) -> str:
    return "did:jwk:" + urlsafe_b64encode(json.dumps(jwk).encode()).rstrip(b"=").decode()


def test_a_key_has_the_same_thumbprint_under_every_did() -> None:
    shown = [
        holder_of_jwk(ED25519),
        holder_of_method(ED25519_DID, now=NOW),
        holder_of_method(f"{ED25519_DID}#{ED25519_DID[8:]}", now=NOW),
        holder_of_method(did_jwk(ED25519) + "#0", now=NOW),
    ]
    assert {holder.thumbprint for holder in shown} == {ED25519_THUMBPRINT}
    assert shown[1].did == shown[2].did == ED25519_DID


def test_a_bare_key_gets_the_did_that_follows_from_it() -> None:
    holder = holder_of_jwk({**ED25519, "use": "sig", "kid": "mine"})
    assert holder_of_method(f"{holder.did}#0", now=NOW) == holder
    assert holder.jwk == ED25519


@pytest.mark.parametrize(
    "method",
    [
        "did:web:wallet.example#k",
        "did:key:z6Mk",
        f"{ED25519_DID}#other",
        did_jwk({**ED25519, "d": "AAAA"}) + "#0",
        did_jwk({**ED25519, "use": "enc"}) + "#0",
        did_jwk({"kty": "RSA", "n": "wJ8", "e": "AQAB"}) + "#0",
        "",
        "did:jwk:e30#0",
    ],
)
def test_other_keys_are_refused(method: str) -> None:
    with pytest.raises(UnusableHolderKey):
        holder_of_method(method, now=NOW)


@pytest.mark.parametrize(
    "jwk", [{}, {**ED25519, "d": "AAAA"}, {"kty": "oct", "k": "AAAA"}, {**ED25519, "x": "AAAA"}]
)
def test_a_key_that_is_none_is_refused(jwk: dict[str, str]) -> None:
    with pytest.raises(UnusableHolderKey):
        holder_of_jwk(jwk)


@pytest.mark.parametrize("did", [ED25519_DID, P256_DID])
def test_only_the_subject_s_id_is_the_wallet_s(did: str) -> None:
    prepared = prepare(material())
    bound = bind(prepared.body, holder_of_method(did, now=NOW)).document
    assert bound["credentialSubject"].pop("id") == did
    assert bound == prepared.document


def test_a_did_of_the_record_gives_way() -> None:
    first, second = (holder_of_method(did, now=NOW) for did in (ED25519_DID, P256_DID))
    once = bind(prepare(material()).body, first)
    assert bind(once.body, second).document["credentialSubject"]["id"] == second.did


def test_a_holder_does_not_show_more_than_its_key() -> None:
    assert isinstance(holder_of_jwk(ED25519), Holder)
    assert set(holder_of_method(P256_DID, now=NOW).jwk) == {"kty", "crv", "x", "y"}

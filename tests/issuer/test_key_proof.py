"""A wallet shows that it holds a key: signature, audience and nonce are always asked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from contexts import JsonObject
from issuer.holder_binding import holder_of_jwk
from issuer.key_proof import TYPE, Expected, KeyProof, KeyProofRefused, check_key_proof
from tests.verifier.makers import (
    EC_KEY,
    KEY,
    NOW,
    OTHER_KEY,
    PrivateKey,
    did_key,
    ec_jwk,
    raw_signature,
)
from verifier.securing.jose import compact, signing_input

ISSUER = "https://dokazilo.example"


def nobody(_shown: str) -> bool:
    return False


def expected(is_client: Callable[[str], bool] = nobody) -> Expected:
    return Expected(audience=ISSUER, algorithms=("ES256", "EdDSA"), is_client=is_client, now=NOW)


def proof(
    header: JsonObject | None = None, claims: JsonObject | None = None, key: PrivateKey = EC_KEY
) -> str:
    heading = {"typ": TYPE, "alg": "ES256", "jwk": ec_jwk()} | (header or {})
    content = {"aud": ISSUER, "iat": int(NOW.timestamp()), "nonce": "n"} | (claims or {})
    present = [{k: v for k, v in each.items() if v is not None} for each in (heading, content)]
    unsigned = signing_input(*present)
    return compact(unsigned, raw_signature(unsigned, key))


def checked(
    text: str, *, is_client: Callable[[str], bool] = nobody, allowed: tuple[str, ...] = ()
) -> KeyProof:
    return check_key_proof(text, expected(is_client), allowed=frozenset(allowed))


def test_a_proof_by_the_book_names_its_key_and_nonce() -> None:
    shown = checked(proof())
    assert (shown.holder, shown.nonce) == (holder_of_jwk(ec_jwk()), "n")
    assert shown.departures == frozenset()


def test_a_key_may_be_named_by_its_did() -> None:
    did = did_key(KEY)
    header = {"alg": "EdDSA", "jwk": None, "kid": f"{did}#{did.removeprefix('did:key:')}"}
    assert checked(proof(header, key=KEY)).holder.did == did


def test_who_signs_holds_the_key() -> None:
    did = did_key(KEY)
    header = {"alg": "EdDSA", "jwk": None, "kid": did}
    with pytest.raises(KeyProofRefused, match="signature"):
        checked(proof(header, key=OTHER_KEY))


DEPARTING = {
    "typ": proof({"typ": "JWT"}),
    "iat": proof(claims={"iat": None}),
    "iss": proof(claims={"iss": "did:example:me"}),
}


@pytest.mark.parametrize("part", DEPARTING)
def test_a_departure_is_refused_unless_it_is_this_one_that_is_allowed(part: str) -> None:
    others = tuple(set(DEPARTING) - {part})
    with pytest.raises(KeyProofRefused):
        checked(DEPARTING[part], allowed=others)
    assert checked(DEPARTING[part], allowed=(part,)).departures == {part}


@pytest.mark.parametrize(
    "claims",
    [{"aud": None}, {"aud": f"{ISSUER}/"}, {"aud": [ISSUER, "x"]}, {"nonce": None}, {"nonce": ""}],
)
def test_audience_and_nonce_are_asked_for_whatever_is_allowed(claims: JsonObject) -> None:
    with pytest.raises(KeyProofRefused):
        checked(proof(claims=claims), allowed=("typ", "iat", "iss"))


def test_a_client_may_name_itself_and_nobody_else() -> None:
    text = proof(claims={"iss": "wallet"})
    assert checked(text, is_client="wallet".__eq__).departures == frozenset()
    with pytest.raises(KeyProofRefused):
        checked(text, is_client="another".__eq__)


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_proof_is_fresh(minutes: int) -> None:
    moment = int((NOW + timedelta(minutes=minutes)).timestamp())
    with pytest.raises(KeyProofRefused):
        checked(proof(claims={"iat": moment}))
    checked(proof(claims={"iat": moment - 60 * (2 if minutes > 0 else -2)}))


@pytest.mark.parametrize(
    "text", ["", "a.b.c", "x" * 20_000, proof({"alg": "none"}), proof({"alg": "RS256"})]
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(KeyProofRefused):
        checked(text)

"""Reading SD-JWTs: the published example holds to the last byte, other forms are refused."""

import dataclasses

import pytest

from tests.verifier.makers import ROOT, Json
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.jwk import decode_jwk
from verifier.limits import LIMITS
from verifier.multibase import base64url_encode
from verifier.securing.disclosures import reveal
from verifier.securing.jose import check_signature
from verifier.securing.sd_jwt import HASHES, is_sd_jwt, read_sd_jwt

PUBLISHED = (ROOT / "tests/vectors/sd-jwt/rfc9901-5.2.txt").read_text(encoding="ascii").strip()
# RFC 9901, appendix A.5.
ISSUER_KEY: Json = {
    "kty": "EC",
    "crv": "P-256",
    "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
    "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
}
HOLDER_KEY: Json = {
    "kty": "EC",
    "crv": "P-256",
    "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
    "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
}


def test_the_published_presentation() -> None:
    read = read_sd_jwt(PUBLISHED, LIMITS)
    check_signature(read.token, decode_jwk(ISSUER_KEY))
    payload = reveal(read_object(read.token.payload), read.disclosures, LIMITS).payload
    assert payload == {
        "iss": "https://issuer.example.com",
        "iat": 1683000000,
        "exp": 1883000000,
        "sub": "user_42",
        "nationalities": ["US"],
        "cnf": {"jwk": HOLDER_KEY},
        "family_name": "Doe",
        "address": {
            "street_address": "123 Main St",
            "locality": "Anytown",
            "region": "Anystate",
            "country": "US",
        },
        "given_name": "John",
    }


def test_the_published_proof_of_the_holder() -> None:
    read = read_sd_jwt(PUBLISHED, LIMITS)
    assert read.key_binding is not None
    check_signature(read.key_binding, decode_jwk(HOLDER_KEY))
    claims = read_object(read.key_binding.payload)
    assert claims["sd_hash"] == base64url_encode(HASHES["sha-256"](read.presented))


def test_one_bit_more_is_another_signature() -> None:
    token = read_sd_jwt(PUBLISHED, LIMITS).token
    other = dataclasses.replace(token, signing_input=token.signing_input + b"A")
    with pytest.raises(Judged, match="SIGNATURE_INVALID"):
        check_signature(other, decode_jwk(ISSUER_KEY))


def test_the_parts_are_told_apart() -> None:
    signed, *disclosures, proof = PUBLISHED.split("~")
    whole = read_sd_jwt(PUBLISHED, LIMITS)
    assert whole.disclosures == tuple(disclosures)
    assert whole.presented == PUBLISHED.removesuffix(proof).encode()
    bare = read_sd_jwt(signed + "~", LIMITS)
    assert (bare.disclosures, bare.key_binding, bare.presented) == (
        (),
        None,
        f"{signed}~".encode(),
    )
    assert is_sd_jwt(signed + "~")
    assert not is_sd_jwt(signed)


@pytest.mark.parametrize(
    "text", ["~", "a~", "a.b~", "e30.e30.AA~x", "e30.e30.AA~ž~", "~e30.e30.AA"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(Judged, match="JWS_MALFORMED"):
        read_sd_jwt(text, LIMITS)


def test_the_number_of_disclosures_is_bounded() -> None:
    few = dataclasses.replace(LIMITS, disclosures=3)
    with pytest.raises(Judged) as stopped:
        read_sd_jwt(PUBLISHED, few)
    assert stopped.value.problem.params == {"limit": "disclosures"}

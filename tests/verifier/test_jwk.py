"""JSON Web Keys: published keys are read, secrets and oddities refused."""

import pytest

from tests.verifier.makers import ec_jwk
from verifier.jwk import decode_jwk, thumbprint
from verifier.keys import MalformedKey, PublicKey, RsaPublicKey, SecretKeyPublished, UnknownKeyKind
from verifier.multibase import base64url_decode

# RFC 8037, appendix A.2 and A.3
OKP = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
OKP_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
# RFC 7638, section 3.1
RSA = {
    "kty": "RSA",
    "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJ"
    "ECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qvzq"
    "Y368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM"
    "4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
    "e": "AQAB",
    "alg": "RS256",
}
RSA_THUMBPRINT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_published_keys_are_read() -> None:
    assert decode_jwk(OKP) == PublicKey("Ed25519", base64url_decode(OKP["x"]))
    rsa = decode_jwk(RSA)
    assert isinstance(rsa, RsaPublicKey)
    assert (rsa.bits, rsa.exponent) == (2048, 65537)


def test_a_point_is_kept_compressed() -> None:
    key = decode_jwk(ec_jwk())
    assert isinstance(key, PublicKey)
    assert (key.kind, len(key.raw)) == ("P-256", 33)


@pytest.mark.parametrize(("jwk", "expected"), [(OKP, OKP_THUMBPRINT), (RSA, RSA_THUMBPRINT)])
def test_thumbprints_are_the_published_ones(jwk: dict[str, str], expected: str) -> None:
    assert thumbprint(jwk) == base64url_decode(expected).hex()


@pytest.mark.parametrize("member", ["d", "k", "p"])
def test_a_secret_is_called_one(member: str) -> None:
    with pytest.raises(SecretKeyPublished):
        decode_jwk({**OKP, member: "AA"})


@pytest.mark.parametrize(
    "jwk",
    [
        {**OKP, "x": OKP["x"] + "="},
        {**OKP, "x": "AA"},
        {**OKP, "x": 5},
        {**ec_jwk(), "y": ec_jwk()["x"]},
        {**ec_jwk(), "x": None},
        {"kty": "RSA", "n": "", "e": "AQAB"},
        {"kty": "RSA", "n": "A" * 4000, "e": "AQAB"},
    ],
)
def test_malformed_keys_are_refused(jwk: dict[str, object]) -> None:
    with pytest.raises(MalformedKey) as refused:
        decode_jwk(jwk)
    assert not isinstance(refused.value, UnknownKeyKind)


@pytest.mark.parametrize(
    "jwk", [{}, {"kty": "OKP", "crv": "X25519"}, {**ec_jwk(), "crv": "secp256k1"}]
)
def test_other_kinds_are_unknown_and_not_wrong(jwk: dict[str, object]) -> None:
    with pytest.raises(UnknownKeyKind):
        decode_jwk(jwk)


def test_no_thumbprint_without_the_required_members() -> None:
    with pytest.raises(MalformedKey):
        thumbprint({"kty": "EC", "crv": "P-256"})

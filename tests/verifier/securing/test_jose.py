"""JWS: published signatures hold, and everything that only looks like one does not."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from tests.verifier.makers import EC_KEY, KEY, ec_jwk, raw_signature
from verifier.judgement import Judged
from verifier.jwk import decode_jwk
from verifier.keys import AnyPublicKey, PublicKey, RsaPublicKey
from verifier.multibase import base64url_encode
from verifier.securing.jose import (
    check_algorithm,
    check_signature,
    compact,
    read_compact,
    signing_input,
)

# RFC 8037, appendix A.4: Ed25519
RFC8037 = (
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3"
    "AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
)
RFC8037_KEY = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
# RFC 7515, appendix A.3: ES256
RFC7515 = (
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvb"
    "S9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTU"
    "JqPP3-Kg6NU1Q"
)
RFC7515_KEY = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}


def token(alg: str, signature: bytes = b"\0" * 64) -> str:
    return compact(signing_input({"alg": alg}, {"a": "š"}), signature)


def stopped_by(text: str, key: AnyPublicKey) -> str:
    with pytest.raises(Judged) as stopped:
        check_signature(read_compact(text), key)
    return stopped.value.problem.code


@pytest.mark.parametrize(("text", "jwk"), [(RFC8037, RFC8037_KEY), (RFC7515, RFC7515_KEY)])
def test_published_signatures_hold(text: str, jwk: dict[str, str]) -> None:
    check_signature(read_compact(text), decode_jwk(jwk))


@pytest.mark.parametrize(("text", "jwk"), [(RFC8037, RFC8037_KEY), (RFC7515, RFC7515_KEY)])
def test_one_changed_bit_is_seen(text: str, jwk: dict[str, str]) -> None:
    header, payload, signature = text.split(".")
    changed = "A" if payload[0] != "A" else "B"
    assert stopped_by(f"{header}.{changed}{payload[1:]}.{signature}", decode_jwk(jwk)) == (
        "SIGNATURE_INVALID"
    )


@pytest.mark.parametrize("name", ["EdDSA", "Ed25519"])
def test_both_names_of_ed25519(name: str) -> None:
    data = signing_input({"alg": name}, {})
    key = PublicKey("Ed25519", KEY.public_key().public_bytes_raw())
    check_signature(read_compact(compact(data, KEY.sign(data))), key)


def test_p384() -> None:
    private = ec.derive_private_key(7, ec.SECP384R1())
    data = signing_input({"alg": "ES384"}, {})
    der = private.sign(data, ec.ECDSA(hashes.SHA384()))
    r, s = decode_dss_signature(der)
    raw = r.to_bytes(48, "big") + s.to_bytes(48, "big")
    numbers = private.public_key().public_numbers()
    jwk = {
        "kty": "EC",
        "crv": "P-384",
        "x": base64url_encode(numbers.x.to_bytes(48, "big")),
        "y": base64url_encode(numbers.y.to_bytes(48, "big")),
    }
    check_signature(read_compact(compact(data, raw)), decode_jwk(jwk))


def rsa_signed(bits: int) -> tuple[str, RsaPublicKey]:
    private = rsa.generate_private_key(65537, bits)
    data = signing_input({"alg": "RS256"}, {})
    numbers = private.public_key().public_numbers()
    signature = private.sign(data, padding.PKCS1v15(), hashes.SHA256())
    return compact(data, signature), RsaPublicKey(numbers.n, numbers.e)


def test_rsa_needs_2048_bits() -> None:
    text, key = rsa_signed(2048)
    check_signature(read_compact(text), key)
    text, key = rsa_signed(1024)
    assert stopped_by(text, key) == "KEY_TOO_SHORT"


@pytest.mark.parametrize("exponent", [1, 2**40 + 1])
def test_rsa_with_unusual_numbers_is_refused(exponent: int) -> None:
    assert (
        stopped_by(token("RS256"), RsaPublicKey(2**2047 + 1, exponent)) == "KEY_ALGORITHM_MISMATCH"
    )


def test_a_der_signature_is_none() -> None:
    data = signing_input({"alg": "ES256"}, {})
    der = EC_KEY.sign(data, ec.ECDSA(hashes.SHA256()))
    assert stopped_by(compact(data, der), decode_jwk(ec_jwk())) == "SIGNATURE_INVALID"
    check_signature(read_compact(compact(data, raw_signature(data, EC_KEY))), decode_jwk(ec_jwk()))


@pytest.mark.parametrize("alg", ["EdDSA", "RS256", "ES384"])
def test_the_key_decides_what_it_can_sign(alg: str) -> None:
    assert stopped_by(token(alg), decode_jwk(ec_jwk())) == "KEY_ALGORITHM_MISMATCH"


@pytest.mark.parametrize(
    ("alg", "outcome", "code"),
    [
        ("none", "failed", "ALGORITHM_FORBIDDEN"),
        ("None", "failed", "ALGORITHM_FORBIDDEN"),
        ("HS256", "failed", "ALGORITHM_FORBIDDEN"),
        ("PS256", "indeterminate", "ALGORITHM_NOT_ACCEPTED"),
        ("ES256K", "indeterminate", "ALGORITHM_NOT_ACCEPTED"),
    ],
)
def test_only_listed_algorithms(alg: str, outcome: str, code: str) -> None:
    with pytest.raises(Judged) as stopped:
        check_algorithm(read_compact(token(alg)))
    assert (stopped.value.outcome.value, stopped.value.problem.code) == (outcome, code)


@pytest.mark.parametrize("header", [{}, {"alg": 5}, {"alg": None}])
def test_a_token_without_algorithm_is_malformed(header: dict[str, object]) -> None:
    text = compact(signing_input(header, {}), b"x")
    with pytest.raises(Judged, match="algorithm"):
        check_algorithm(read_compact(text))


@pytest.mark.parametrize("text", ["a.b", "a.b.c.d", "e30.e30.A", "e30.e30.AA=", "e30 .e30.AA"])
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(Judged) as stopped:
        read_compact(text)
    assert stopped.value.problem.code == "JWS_MALFORMED"


def test_what_is_signed_is_what_was_written() -> None:
    data = signing_input({"alg": "ES256"}, {"a": "š"})
    read = read_compact(compact(data, b"\1\2"))
    assert read.signing_input == data
    assert read.signature == b"\1\2"
    assert json.loads(read.payload) == {"a": "š"}


def test_the_published_signature_by_es512() -> None:
    # RFC 7515, appendix A.4.
    token = read_compact(
        "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA."
        "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZq"
        "wqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8Kp"
        "EHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn"
    )
    key = decode_jwk(
        {
            "kty": "EC",
            "crv": "P-521",
            "x": "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_"
            "NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
            "y": "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDl"
            "y79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
        }
    )
    check_signature(token, key)
    with pytest.raises(Judged, match="SIGNATURE_INVALID"):
        check_signature(replace(token, payload=b"", signing_input=b"x.y"), key)

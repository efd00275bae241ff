"""SD-JWTs for tests: signed credentials of which parts are left out, and proofs of holders."""

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from issuer.sd_jwt import Path, secure_sd_jwt
from tests.verifier.makers import EC_KEY, ISSUER, NOW, P384_KEY, Json, ec_jwk, raw_signature
from verifier.multibase import base64url_encode
from verifier.securing.jose import compact, signing_input

HTTPS_ISSUER = "https://school.example/credentials"
METADATA_URL = "https://school.example/.well-known/jwt-vc-issuer/credentials"
KEY_ID = "2026-a"
HEADER: Json = {"alg": "ES256", "kid": KEY_ID, "typ": "dc+sd-jwt"}
EUDI = "urn:eu.europa.ec.eudi:learning:credential:1"
HOLDER_KEY = P384_KEY
NONCE, AUDIENCE = "n-0S6_WzA2Mj", "https://employer.example"


def salts() -> Iterator[str]:
    """Give salts that are the same in every run."""
    for number in itertools.count():
        yield base64url_encode(hashlib.sha256(b"salt %d" % number).digest()[:16])


def p384_jwk() -> Json:
    numbers = HOLDER_KEY.public_key().public_numbers()
    x, y = (base64url_encode(number.to_bytes(48, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-384", "x": x, "y": y}


def metadata(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    """Give the issuer's metadata with members changed, or removed by None."""
    keys = {"keys": [{**ec_jwk(), "kid": KEY_ID}]}
    members = {"issuer": HTTPS_ISSUER, "jwks": keys, **changes}
    return {name: value for name, value in members.items() if value is not None}


def learning_claims(**changes: Any) -> Json:  # noqa: ANN401
    """Give a learning credential of the EUDI type with claims changed, or removed by None."""
    claims = {
        "iss": HTTPS_ISSUER,
        "vct": EUDI,
        "jti": "urn:uuid:0b1f7b6e-7a55-4f0e-8a41-6f2f1c1f7a01",
        "iat": 1_768_467_600,
        "exp": 2_083_827_600,
        "cnf": {"jwk": p384_jwk()},
        "issuing_authority": "Šola za primere",
        "issuing_country": "SI",
        "date_of_issuance": "2026-01-15",
        "achievement_title": "Osnove obdelave podatkov",
        "language_of_classes": ["sl"],
        "family_name": "Novak",
        "given_name": "Ana",
        "learner_identification": "63240001",
        "expected_study_time": "75 ur",
        "level_of_learning_experience": 4,
        "types_of_quality_assurance": ["NAKVIS"],
        "learning_outcomes": ["Očisti podatke.", "Prikaže podatke."],
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not None}


DISCLOSABLE: list[Path] = [
    ["family_name"],
    ["given_name"],
    ["learner_identification"],
    ["expected_study_time"],
    ["level_of_learning_experience"],
    ["types_of_quality_assurance"],
    ["learning_outcomes"],
]


def sd_jwt(
    payload: Json,
    paths: Sequence[Path] = (),
    header: Json | None = None,
    key: Any = EC_KEY,  # noqa: ANN401
) -> str:
    """Sign a payload, by default as the https issuer's key."""
    return secure_sd_jwt(
        payload,
        {**HEADER, **(header or {})},
        paths,
        salts=salts(),
        sign=lambda data: raw_signature(data, key),
    )


def learning_credential(**changes: Any) -> str:  # noqa: ANN401
    claims = learning_claims(**changes)
    return sd_jwt(claims, [path for path in DISCLOSABLE if path[0] in claims])


def showing(text: str, *positions: int) -> str:
    """Leave out every disclosure but those at these positions."""
    signed, *disclosures, _ = text.split("~")
    return "~".join((signed, *(disclosures[position] for position in positions), ""))


def bound(text: str, header: Json | None = None, key: Any = HOLDER_KEY, **changes: Any) -> str:  # noqa: ANN401
    """Add the holder's proof, with claims changed, or removed by None."""
    digest = base64url_encode(hashlib.sha256(text.encode()).digest())
    claims = {"iat": int(NOW.timestamp()), "aud": AUDIENCE, "nonce": NONCE, "sd_hash": digest}
    payload = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    data = signing_input({"alg": "ES384", "typ": "kb+jwt", **(header or {})}, payload)
    return text + compact(data, raw_signature(data, key))


W3C_HEADER: Json = {"alg": "ES256", "kid": f"{ISSUER}#key-1", "typ": "vc+sd-jwt", "cty": "vc"}

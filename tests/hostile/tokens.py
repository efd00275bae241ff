"""JSON Web Tokens that bring their own key, choose no algorithm, or never end."""

import base64
import json

from tests.hostile.case import Case, Json, fixed
from tests.hostile.honest import ISSUER
from tests.verifier.makers import EC_KEY, badge, did_key, ec_jwk, jwt, multikey, ob_claims

MALFORMED = "failed JWS_MALFORMED"
CUT_OFF = "failed TEXT_CUT_OFF"
EC_ISSUER = did_key(EC_KEY)
KID = f"{EC_ISSUER}#{multikey(EC_KEY)}"
HEADER = {"alg": "ES256", "kid": KID, "typ": "JWT"}


def claims(**changes: object) -> Json:
    """Give the claims of a badge that the key in HEADER may sign."""
    document = badge(issuer={"id": EC_ISSUER, "type": ["Profile"]}, credentialStatus=None)
    return {**ob_claims(document), **changes}


def with_header(expected: str, **header: object) -> Case:
    """Sign, with ES256, under a header that says something else."""
    return fixed(jwt(claims(), {k: v for k, v in {**HEADER, **header}.items() if v}), expected)


def with_claims(expected: str, **changes: object) -> Case:
    """Sign claims that contradict the badge or themselves."""
    return fixed(jwt(claims(**changes), HEADER), expected)


def part(value: object) -> str:
    """Encode one part of a token."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def token(header: object, payload: object, signature: bytes = b"x" * 64) -> str:
    """Write a token that nobody signed."""
    return ".".join(map(part, (header, payload, signature)))


def many_disclosures() -> bytes:
    """Attach four hundred thousand disclosures to an SD-JWT."""
    return (token({**HEADER, "typ": "vc+sd-jwt"}, {}) + "~" + "W10~" * 400_000).encode()


CASES = {
    "alg none": fixed(token({"alg": "none"}, claims(), b""), "failed ALGORITHM_FORBIDDEN"),
    "alg None": with_header("failed ALGORITHM_FORBIDDEN", alg="None"),
    "alg nOnE": with_header("failed ALGORITHM_FORBIDDEN", alg="nOnE"),
    "alg HS256, keyed with the public key": with_header("failed ALGORITHM_FORBIDDEN", alg="HS256"),
    "alg hs512": with_header("failed ALGORITHM_FORBIDDEN", alg="hs512"),
    "alg nobody knows": with_header("indeterminate ALGORITHM_NOT_ACCEPTED", alg="ROT13"),
    "alg for another key": with_header("failed KEY_ALGORITHM_MISMATCH", alg="EdDSA"),
    "alg an array": with_header(MALFORMED, alg=["ES256"]),
    "alg of a million letters": with_header(
        "indeterminate ALGORITHM_NOT_ACCEPTED", alg="E" * 1_000_000
    ),
    "no alg": fixed(token({"kid": KID}, claims()), MALFORMED),
    "crit": with_header("failed JWS_HEADER_REFUSED", crit=["exp"]),
    "b64 false": fixed(token({**HEADER, "b64": False}, claims()), "failed JWS_HEADER_REFUSED"),
    "brings its own key": fixed(
        jwt(
            ob_claims(badge(issuer={"id": ISSUER, "type": ["Profile"]}, credentialStatus=None)),
            {"alg": "ES256", "typ": "JWT", "jwk": ec_jwk()},
        ),
        "failed KEY_NOT_LISTED",
    ),
    "names its own key server": with_header(
        "indeterminate KEY_NOT_NAMED", kid=None, jku="https://attacker.example/keys"
    ),
    "brings its own certificate": with_header(
        "indeterminate KEY_NOT_NAMED",
        kid=None,
        x5c=["MIIB"],  # the issuer is a did:key
    ),
    "kid climbs out of a folder": with_header("failed KEY_NOT_LISTED", kid="../../etc/passwd"),
    "kid asks a database": with_header("failed KEY_NOT_LISTED", kid="' OR 1=1 --"),
    "kid is an object": with_header("failed METHOD_URL_MALFORMED", kid={"a": 1}),
    "typ is a number": with_header(MALFORMED, typ=1),
    "typ of another world": with_header("indeterminate FORMAT_NOT_SUPPORTED", typ="at+jwt"),
    "header twice the same name": fixed(
        token(b'{"alg":"none","alg":"ES256"}', claims()), "failed PARSING_ERROR"
    ),
    "header is an array": fixed(token([], claims()), "failed PARSING_ERROR"),
    "header a hundred thousand deep": fixed(
        token(b"[" * 100_000, claims()), "failed LIMIT_EXCEEDED"
    ),
    "payload a hundred thousand deep": fixed(
        token(HEADER, b'{"a":' * 100_000), "failed LIMIT_EXCEEDED"
    ),
    "payload is no JSON": fixed(token(HEADER, b"\xff\xfe"), "failed PARSING_ERROR"),
    "payload is gzip": fixed(token(HEADER, b"\x1f\x8b\x08\0"), "failed PARSING_ERROR"),
    "two parts": fixed(token(HEADER, {}).rpartition(".")[0], "failed TEXT_CUT_OFF"),
    "five parts (encrypted)": fixed(
        token(HEADER, {}) + ".eA.eA", "indeterminate FORMAT_NOT_SUPPORTED"
    ),
    "a million dots": fixed("." * 1_000_000, "failed PARSING_ERROR"),
    "a million beginnings": fixed("eyJ" * 500_000, "failed PARSING_ERROR"),
    "padding": fixed(token(HEADER, {}) + "==", CUT_OFF),
    "last bits not zero": fixed("eyJhbGciOiJFUzI1NiJ9.e31.eB", MALFORMED),
    "four hundred thousand disclosures": fixed(many_disclosures(), "failed LIMIT_EXCEEDED"),
    "signature of zeros": fixed(token(HEADER, claims(), bytes(64)), "failed SIGNATURE_INVALID"),
    "signature of 0xFF": fixed(token(HEADER, claims(), b"\xff" * 64), "failed SIGNATURE_INVALID"),
    "signature in DER": fixed(
        token(HEADER, claims(), b"\x30\x06\x02\x01\x01\x02\x01\x01"), "failed SIGNATURE_INVALID"
    ),
    "no signature": fixed(token(HEADER, claims(), b""), CUT_OFF),
    "iss of the trusted issuer": with_claims("failed JWT_ISSUER_MISMATCH", iss=ISSUER),
    "jti of another": with_claims("failed JWT_ID_MISMATCH", jti="urn:uuid:other"),
    "exp is past": with_claims("failed SIGNATURE_EXPIRED", exp=1),
    "exp is a text": with_claims("failed JWT_CLAIM_MALFORMED", exp="never"),
    "exp is true": with_claims("failed JWT_CLAIM_MALFORMED", exp=True),
    "nbf far in the future": with_claims("failed JWT_NOT_BEFORE_MISMATCH", nbf=99_999_999_999),
    "nbf beyond every calendar": with_claims("failed JWT_CLAIM_MALFORMED", nbf=2**53),
    "exp beyond every calendar": with_claims("failed JWT_CLAIM_MALFORMED", exp=1e300),
    "nbf below every calendar": with_claims("failed JWT_CLAIM_MALFORMED", nbf=-(2**53)),
    "vc is a text": with_claims("failed MALFORMED_VALUE", vc="x"),
    "vp inside vp": with_claims("failed TYPE_MISSING", vp={"vp": {"vp": {}}}),
    "vc in a vc+jwt": fixed(
        jwt(claims(vc={}), {**HEADER, "typ": "vc+jwt"}), "failed JWT_CLAIM_FORBIDDEN"
    ),
}

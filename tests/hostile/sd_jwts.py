"""SD-JWTs that show what nobody signed, hide what decides, bring their own keys, or never end."""

import base64
import json
from hashlib import sha256
from typing import Any

from cryptography.x509 import DNSName, UniformResourceIdentifier

from issuer.sd_jwt import Path
from tests.app.local_https import Answer, always, response
from tests.hostile.case import Case, Json, as_json, fixed
from tests.hostile.honest import ISSUER
from tests.hostile.web import HOST, HostileWeb
from tests.verifier.certificates import intermediate, leaf, root, x5c
from tests.verifier.makers import EC_KEY, badge, did_key, ec_jwk, multikey
from tests.verifier.sd_jwts import bound, learning_claims, sd_jwt, showing
from verifier.multibase import base64url_encode

EC_ISSUER = did_key(EC_KEY)
HEADER: Json = {"kid": f"{EC_ISSUER}#{multikey(EC_KEY)}"}
W3C: Json = {**HEADER, "typ": "vc+sd-jwt"}
MALFORMED = "failed DISCLOSURE_MALFORMED"
UNUSED = "failed DISCLOSURE_UNUSED"
REPEATED = "failed DISCLOSURE_REPEATED"
UNKNOWN = "indeterminate ISSUER_UNKNOWN"
CERTIFICATE = "failed CERTIFICATE_INVALID"
NO_SUCH_HASH = "indeterminate DISCLOSURE_ALGORITHM_NOT_ACCEPTED"
SECRET: Json = {"kty": "oct", "k": "AA", "kid": "k"}
KEYS = "failed DID_DOCUMENT_INVALID"


def claims(**changes: Any) -> Json:  # noqa: ANN401  # any JSON
    return learning_claims(**{"iss": EC_ISSUER, **changes})


def signed(payload: Json, *paths: Path, **header: Any) -> str:  # noqa: ANN401
    return sd_jwt(payload, paths, {**HEADER, **header})


def with_payload(expected: str, **changes: Any) -> Case:  # noqa: ANN401
    """Sign digests and claims as no issuer should."""
    return fixed(signed(claims(**changes)), expected)


def with_header(expected: str, **header: Any) -> Case:  # noqa: ANN401
    return fixed(signed(claims(), **header), expected)


def disclosing(expected: str, *texts: str, digests: int = 1, **changes: Any) -> Case:  # noqa: ANN401
    """Show disclosures that the issuer did sign, `digests` times each."""
    found = [digest(text) for text in texts] * digests
    return fixed(signed(claims(_sd=found, **changes)) + "".join(f"{t}~" for t in texts), expected)


def digest(text: str) -> str:
    """Digest a disclosure as the issuer would."""
    return base64url_encode(sha256(text.encode()).digest())


def disclosure(*parts: Any) -> str:  # noqa: ANN401
    return base64url_encode(json.dumps(parts).encode())


def nested(levels: int) -> str:
    """Hide a value in a value in a value."""
    texts = [disclosure("s", "end", 1)]
    for level in range(levels):
        texts.append(disclosure(f"s{level}", "a", {"_sd": [digest(texts[-1])]}))
    return signed(claims(_sd=[digest(texts[-1])])) + "".join(f"{text}~" for text in texts)


def many(count: int, size: int = 1) -> str:
    """Sign and show that many values."""
    texts = [disclosure("s", f"n{number}", "x" * size) for number in range(count)]
    wrapped = {f"o{start}": {"_sd": [digest(t) for t in texts[start : start + 250]]}
               for start in range(0, count, 250)}  # fmt: skip
    return signed(claims(**wrapped)) + "".join(f"{text}~" for text in texts)


def publishing(
    name: str,
    expected: str,
    body: Json | bytes | Answer,
    **header: Any,  # noqa: ANN401
) -> Case:
    """Let an https issuer publish its keys in its own way."""

    def make(web: HostileWeb) -> bytes:
        issuer = web.url(f"/{name}")
        answer = body
        if isinstance(answer, dict):
            answer = as_json({"issuer": issuer, **answer})
        page = always(response(answer)) if isinstance(answer, bytes) else answer
        web.publish(f"/.well-known/jwt-vc-issuer/{name}", page)
        return signed(learning_claims(iss=issuer), **{"kid": "k", **header}).encode()

    return Case(make, expected)


def pointing(name: str, expected: str, uri: str) -> Case:
    """Let the metadata send for its keys to a place that is not to be asked."""
    return publishing(name, expected, {"jwks_uri": uri})


def certified(expected: str, chain: object, **changes: Any) -> Case:  # noqa: ANN401
    issuer = {"iss": f"https://{HOST}"}
    return fixed(sd_jwt(learning_claims(**{**issuer, **changes}), header={"x5c": chain}), expected)


HONEST = signed(claims(), ["family_name"])
CHAIN = x5c(leaf(DNSName(HOST)), intermediate(), root())

CASES = {
    "one disclosure from another credential": fixed(HONEST + f"{disclosure('s', 'a', 1)}~", UNUSED),
    "a disclosure twice": fixed(HONEST + HONEST.split("~")[1] + "~", REPEATED),
    "a digest twice": disclosing(REPEATED, disclosure("s", "a", 1), digests=2),
    "a digest in two objects": with_payload(
        REPEATED, _sd=[digest("x")], address={"_sd": [digest("x")]}
    ),
    "a name that is there already": disclosing(MALFORMED, disclosure("s", "iss", ISSUER)),
    "the issuer by disclosure": disclosing(
        "failed DISCLOSURE_FORBIDDEN", disclosure("s", "iss", ISSUER), iss=None
    ),
    "the status by disclosure": disclosing(
        "failed DISCLOSURE_FORBIDDEN", disclosure("s", "status", {})
    ),
    "the end of validity hidden": fixed(showing(signed(claims(), ["exp"])), UNKNOWN),
    "a name called _sd": disclosing(MALFORMED, disclosure("s", "_sd", [digest("x")])),
    "a name called ...": disclosing(MALFORMED, disclosure("s", "...", "x")),
    "a name that is a number": disclosing(MALFORMED, disclosure("s", 1, "x")),
    "a disclosure of four parts": disclosing(MALFORMED, disclosure("s", "a", 1, 2)),
    "a disclosure that is no JSON": disclosing("failed PARSING_ERROR", "eHh4"),
    "a disclosure with a name twice": disclosing(
        "failed PARSING_ERROR", base64url_encode(b'["s","a",{"b":1,"b":2}]')
    ),
    "a disclosure a hundred thousand deep": disclosing(
        "failed LIMIT_EXCEEDED", base64url_encode(b"[" * 100_000)
    ),
    "a number beyond doubles in a disclosure": disclosing(
        "failed PARSING_ERROR", base64url_encode(b'["s","a",1e999]')
    ),
    "half a character in a disclosure": disclosing(
        "failed PARSING_ERROR", base64url_encode(b'["s","a","\\ud800"]')
    ),
    "empty disclosures": fixed(HONEST + "~~~~", "failed PARSING_ERROR"),
    "a million tildes": fixed(HONEST + "~" * 1_000_000, "failed LIMIT_EXCEEDED"),
    "disclosures in disclosures without end": fixed(nested(900), "failed LIMIT_EXCEEDED"),
    "twelve hundred values": fixed(many(1200), "failed LIMIT_EXCEEDED"),
    "a thousand values": fixed(many(1000), "failed LIMIT_EXCEEDED"),
    "values of a megabyte": fixed(many(2, 500_000), UNKNOWN),
    "digests that are no list": with_payload(MALFORMED, _sd="x"),
    "digests that are numbers": with_payload(MALFORMED, _sd=[1]),
    "an element's digest outside an array": with_payload(MALFORMED, address={"...": "x"}),
    "an element's digest with company": with_payload(MALFORMED, a=[{"...": "x", "b": 1}]),
    "digests by MD5": with_payload(NO_SUCH_HASH, _sd_alg="md5"),
    "digests by nothing": with_payload(NO_SUCH_HASH, _sd_alg=""),
    "digests by a list": with_payload(MALFORMED, _sd_alg=["sha-256"]),
    "cut off behind the signature": fixed(HONEST.split("~")[0], "failed JWS_MALFORMED"),
    "alg none": with_header("failed ALGORITHM_FORBIDDEN", alg="none"),
    "alg HS256": with_header("failed ALGORITHM_FORBIDDEN", alg="HS256"),
    "crit": with_header("failed JWS_HEADER_REFUSED", crit=["exp"]),
    "its own key and nothing else": fixed(
        sd_jwt(learning_claims(iss=ISSUER), header={"kid": None, "jwk": ec_jwk()}),
        "failed KEY_ALGORITHM_MISMATCH",
    ),
    "its own private key": with_header("failed SECRET_KEY_PUBLISHED", jwk={**ec_jwk(), "d": "AA"}),
    "the trusted issuer by another's key": with_payload("failed ISSUER_MISMATCH", iss=ISSUER),
    "dozens of other types": with_payload(
        "indeterminate TYPE_NOT_JUDGED", vct="https://types.example", aka_vcts=["urn:x"] * 90
    ),
    "thousands of other types": with_payload(
        "failed LIMIT_EXCEEDED", vct="https://types.example", aka_vcts=["urn:x"] * 5000
    ),
    "other types that are none": with_payload(
        "indeterminate TYPE_NOT_JUDGED", vct="https://types.example", aka_vcts=[{}, None, [1]]
    ),
    "vct is an object": with_payload("failed MALFORMED_VALUE", vct={}),
    "iss is a list": with_payload("failed MALFORMED_VALUE", iss=[EC_ISSUER]),
    "exp beyond every calendar": with_payload("failed JWT_CLAIM_MALFORMED", exp=2**53),
    "iat in the future": with_payload("failed SIGNATURE_NOT_YET_VALID", iat=4_000_000_000),
    "cnf with a private key": with_payload(
        "failed SECRET_KEY_PUBLISHED", cnf={"jwk": {**ec_jwk(), "d": "AA"}}
    ),
    "a holder's proof by somebody else": fixed(
        bound(HONEST, {"alg": "ES256"}, EC_KEY), "failed KEY_ALGORITHM_MISMATCH"
    ),
    "a holder's proof for other values": fixed(
        showing(HONEST) + bound(HONEST).rpartition("~")[2], "failed HOLDER_PROOF_OF_OTHER"
    ),
    "a holder's proof without alg": fixed(
        bound(HONEST, {"alg": "none"}), "failed ALGORITHM_FORBIDDEN"
    ),
    "a holder's proof that is a credential": fixed(
        HONEST + HONEST.split("~")[0], "failed HOLDER_PROOF_MALFORMED"
    ),
    "a holder named at an address": fixed(
        bound(signed(claims(cnf={"kid": "did:web:169.254.169.254#k"}))), UNKNOWN
    ),
    "a badge whose status is hidden": fixed(
        showing(
            signed(
                badge(
                    issuer={"id": EC_ISSUER, "type": ["Profile"]}, credentialStatus={"type": "x"}
                ),
                ["credentialStatus"],
                **W3C,
            )
        ),
        "indeterminate MAY_BE_CONCEALED",
    ),
    "keys of another issuer": publishing(
        "other", "failed DID_DOCUMENT_ID_MISMATCH", {"issuer": "https://school.example"}
    ),
    "keys in two places": publishing("both", KEYS, {"jwks": {"keys": []}, "jwks_uri": "https://a"}),
    "keys nowhere": publishing("none", KEYS, {}),
    "keys that are no list": publishing("nolist", KEYS, {"jwks": {"keys": {}}}),
    "keys that are a page": publishing("page", KEYS, b"<html></html>"),
    "a secret key as public one": publishing(
        "oct",
        "failed SECRET_KEY_PUBLISHED",
        {"jwks": {"keys": [SECRET]}},
    ),
    "keys on this machine": pointing(
        "here", "indeterminate DID_DOCUMENT_UNREACHABLE", "https://127.0.0.1/keys"
    ),
    "keys at the cloud's metadata": pointing(
        "cloud", "indeterminate DID_DOCUMENT_UNREACHABLE", "https://169.254.169.254/latest"
    ),
    "keys in a file": pointing("file", "failed DID_MALFORMED", "file:///etc/passwd"),
    "keys by http": pointing("http", "failed DID_MALFORMED", "http://a.example/keys"),
    "a certificate of just anybody": certified(
        "indeterminate CERTIFICATE_AUTHORITY_UNKNOWN", CHAIN
    ),
    "a certificate in the trusted issuer's name": certified(
        "indeterminate CERTIFICATE_AUTHORITY_UNKNOWN",
        x5c(leaf(UniformResourceIdentifier(ISSUER))),
        iss=ISSUER,
    ),
    "a certificate of just anybody beside keys that are a page": publishing(
        "certified", "indeterminate CERTIFICATE_AUTHORITY_UNKNOWN", b"<html></html>", x5c=CHAIN
    ),
    "a certificate of just anybody beside a secret key": publishing(
        "certified-secret",
        "indeterminate CERTIFICATE_AUTHORITY_UNKNOWN",
        {"jwks": {"keys": [SECRET]}},
        x5c=CHAIN,
    ),
    "a certificate for another host": certified(
        "failed CERTIFICATE_OF_OTHER", x5c(leaf(DNSName("other.example")))
    ),
    "no certificates": certified(CERTIFICATE, []),
    "certificates that are a text": certified(CERTIFICATE, "MIIB"),
    "certificates that are numbers": certified(CERTIFICATE, [1]),
    "a thousand certificates": certified("failed LIMIT_EXCEEDED", x5c(root()) * 1000),
    "nine certificates": certified(CERTIFICATE, x5c(root()) * 9),
    "a certificate of zeros": certified(CERTIFICATE, x5c(bytes(1000))),
    "a certificate nested without end": certified(CERTIFICATE, x5c(b"\x30\x80" * 10_000)),
    "a certificate cut off": certified(CERTIFICATE, x5c(root()[:-20])),
    "a certificate with more behind it": certified(CERTIFICATE, x5c(root() + b"\0")),
    "a certificate in base64url": certified(
        CERTIFICATE, [base64.urlsafe_b64encode(b"\xfb\xff" * 20).decode()]
    ),
}

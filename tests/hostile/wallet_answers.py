"""What a hostile wallet, or whoever saw the QR code, may send as an answer to a request.

None of it may cost much, and none may take the place of the holder's own answer.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from joserfc.jwk import ECKey, OKPKey

from tests.app.oid4vp.wallet import encrypted
from verifier.multibase import base64url_decode, base64url_encode

Json = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
BAD = "400 invalid_request"
UNREADABLE = f"{BAD}: The response cannot be decrypted with this request's key."
NOT_OFFERED = f"{BAD}: The response has to be encrypted with ECDH-ES and one of A128GCM, A256GCM."
ODD_HEADER = f"{BAD}: The response's header is not that of a JWE with ECDH-ES."
STATE = f"{BAD}: The state is missing, or not the one of this request."


@dataclass(frozen=True)
class Answered:
    """A body made for a request, and how it has to be answered."""

    body: Callable[[Json], bytes]
    expected: str
    mode: str = "direct_post.jwt"
    media_type: str = FORM


def plain(expected: str, **fields: object) -> Answered:
    """Send fields in the clear; the state is right unless it is given."""

    def body(asked: Json) -> bytes:
        told = {"state": asked["state"], **fields}
        return urlencode(
            {name: value for name, value in told.items() if value is not None}
        ).encode()

    return Answered(body, expected, "direct_post")


def jwe(expected: str, change: Callable[[str], str] = str, **told: Any) -> Answered:  # noqa: ANN401
    """Encrypt an answer for the request, then change the token."""

    def body(asked: Json) -> bytes:
        answer = {"state": asked["state"], "vp_token": {"sd_jwt_vc": ["a.b.c~"]}, **told}
        return urlencode({"response": change(encrypted(asked, answer))}).encode()

    return Answered(body, expected)


def header(**changes: Any) -> Callable[[str], str]:  # noqa: ANN401 - any JSON
    """Write other members into a token's header, or take them out by None."""

    def changed(token: str) -> str:
        protected, rest = token.split(".", 1)
        members = {**json.loads(base64url_decode(protected)), **changes}
        kept = {name: value for name, value in members.items() if value is not None}
        return f"{base64url_encode(json.dumps(kept).encode())}.{rest}"

    return changed


def part(position: int, value: str) -> Callable[[str], str]:
    """Put another text in one part of a token."""

    def changed(token: str) -> str:
        parts = token.split(".")
        parts[position] = value
        return ".".join(parts)

    return changed


def of_other_curve(key: ECKey | OKPKey) -> Json:
    """Give a public key as `epk`."""
    return {name: value for name, value in key.as_dict(private=False).items() if name != "kid"}


OFF_CURVE = {"kty": "EC", "crv": "P-256", "x": base64url_encode(b"\1" * 32), "y": "AQAB"}

ANSWERS = {
    "nothing": Answered(lambda _: b"", BAD),
    "no form": Answered(lambda _: b"{}", "415 UNSUPPORTED_MEDIA_TYPE", media_type="text/json"),
    "a thousand fields": Answered(lambda _: b"a=1&" * 1000, BAD),
    "a field twice": Answered(lambda _: b"state=a&state=b", f"{BAD}: A parameter is there twice."),
    "bytes that are no text": Answered(lambda _: b"vp_token=%ff%fe&state=\xff", BAD),
    "a megabyte of percent signs": Answered(lambda _: b"response=" + b"%41" * 340_000, BAD),
    "more than is read": Answered(lambda _: b"response=" + b"x" * 2**20, "413 TOO_LARGE"),
    "in the clear, though asked to encrypt": Answered(
        lambda asked: urlencode({"vp_token": "{}", "state": asked["state"]}).encode(), BAD
    ),
    "encrypted, though nobody asked": plain(BAD, response="a.b.c.d.e"),
    "no vp_token": plain(BAD),
    "a vp_token that is no JSON": plain(BAD, vp_token="{"),
    "a vp_token that goes very deep": plain(BAD, vp_token="[" * 300_000),
    "a vp_token with numbers that are none": plain(BAD, vp_token='{"sd_jwt_vc": [NaN]}'),
    "a vp_token with a name twice": plain(BAD, vp_token='{"a": [1], "a": [2]}'),
    "a thousand presentations": plain(BAD, vp_token=json.dumps({"sd_jwt_vc": ["a"] * 200})),
    "another state": plain(STATE, vp_token='{"sd_jwt_vc": ["a"]}', state="another"),
    "no state": plain(STATE, vp_token='{"sd_jwt_vc": ["a"]}', state=None),
    "an error without the state": plain(STATE, error="access_denied", state=None),
    "no JWE": Answered(lambda _: b"response=x", f"{BAD}: The response is no compact JWE."),
    "dots only": Answered(lambda _: b"response=....", BAD),
    "a signed token": Answered(lambda _: b"response=eyJ.eyJ.x", BAD),
    "a header of a megabyte": jwe(ODD_HEADER, part(0, "A" * 900_000)),
    "a header that is no JSON": jwe(BAD, part(0, "AAAA")),
    "an encrypted key, where none belongs": jwe(ODD_HEADER, part(1, "AAAA")),
    "compressed: a bomb's fuse": jwe(
        f'{BAD}: The response\'s header has "zip".', header(zip="DEF")
    ),
    "critical members": jwe(BAD, header(crit=["exp"], exp=1)),
    "wrapped with RSA": jwe(NOT_OFFERED, header(alg="RSA-OAEP")),
    "a shared secret": jwe(NOT_OFFERED, header(alg="dir")),
    "a password of a million rounds": jwe(NOT_OFFERED, header(alg="PBES2-HS256+A128KW", p2c=10**9)),
    "a key wrapped": jwe(NOT_OFFERED, header(alg="ECDH-ES+A256KW")),
    "another cipher": jwe(NOT_OFFERED, header(enc="A128CBC-HS256")),
    "a cipher that is a list": jwe(NOT_OFFERED, header(enc=["A256GCM"])),
    "no ephemeral key": jwe(UNREADABLE, header(epk=None)),
    "an ephemeral key that is none": jwe(UNREADABLE, header(epk="x")),
    "an ephemeral key off the curve": jwe(UNREADABLE, header(epk=OFF_CURVE)),
    "an ephemeral key of P-384": jwe(
        UNREADABLE, header(epk=of_other_curve(ECKey.generate_key("P-384")))
    ),
    "an ephemeral key of X25519": jwe(
        UNREADABLE, header(epk=of_other_curve(OKPKey.generate_key("X25519")))
    ),
    "a changed ciphertext": jwe(UNREADABLE, part(3, "AAAA")),
    "a shortened tag": jwe(UNREADABLE, part(4, "AAAA")),
    "no tag": jwe(UNREADABLE, part(4, "")),
    "an empty nonce": jwe(UNREADABLE, part(2, "")),
    "encrypted, with another state": jwe(STATE, state="another"),
    "encrypted, with a state that is a number": jwe(STATE, state=1),
    "encrypted, with a vp_token as text": jwe(BAD, vp_token="{}"),
    "encrypted, with unknown parts": jwe(BAD, vp_token={"../../etc": ["x"]}),
}

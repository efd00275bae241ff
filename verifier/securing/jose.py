"""Compact JSON Web Signatures: strict reading, and the check of the signature (RFC 7515)."""

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import failed, shown, undecided
from verifier.keys import AnyPublicKey, MalformedKey
from verifier.limits import LIMITS, Limits
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.securing.jws_algorithms import ALGORITHMS, FORBIDDEN, KeyTooShort

_SEGMENTS = 3


@dataclass(frozen=True, slots=True)
class CompactJws:
    """A compact JWS, taken apart and not yet believed."""

    header: JsonObject
    payload: bytes
    signing_input: bytes
    """The ASCII bytes of header and payload as they came: what the signature is over."""
    signature: bytes


def signing_input(header: JsonObject, payload: JsonObject) -> bytes:
    """Give the ASCII bytes `base64url(header).base64url(payload)` that are to be signed."""
    return f"{_encoded(header)}.{_encoded(payload)}".encode("ascii")


def signing_input_of_bytes(header: bytes, payload: bytes) -> bytes:
    """Do the same for what is JSON already."""
    return b"%b.%b" % tuple(urlsafe_b64encode(part).rstrip(b"=") for part in (header, payload))


def compact(signing_input: bytes, signature: bytes) -> str:
    """Join signing input and signature to a compact JWS."""
    return compact_bytes(signing_input, signature).decode("ascii")


def compact_bytes(signing_input: bytes, signature: bytes) -> bytes:
    """Do the same in ASCII bytes."""
    return b"%b.%b" % (signing_input, base64url_encode(signature).encode("ascii"))


def read_compact(text: str, limits: Limits = LIMITS) -> CompactJws:
    """Take a compact JWS apart; raise Judged when any part has another spelling."""
    segments = text.split(".")
    if len(segments) != _SEGMENTS:
        raise failed("JWS_MALFORMED", "A signed token has three parts separated by dots.")
    try:
        header, payload, signature = (base64url_decode(segment) for segment in segments)
    except MalformedMultibase as error:
        raise failed("JWS_MALFORMED", f"A part of the token is not base64url: {error}.") from error
    signed = f"{segments[0]}.{segments[1]}".encode("ascii")
    token = CompactJws(read_object(header, limits), payload, signed, signature)
    _check_header(token.header)
    return token


def check_signature(token: CompactJws, key: AnyPublicKey) -> None:
    """Raise Judged unless the token's signature fits its bytes under this key."""
    name = token.header["alg"]
    try:
        fits = ALGORITHMS[name](token.signing_input, token.signature, key)
    except KeyTooShort as error:
        raise failed("KEY_TOO_SHORT", f"The key {error}.") from error
    except MalformedKey as error:
        raise failed(
            "KEY_ALGORITHM_MISMATCH",
            f"The token says it is signed with {name}, but its key cannot do that: {error}.",
            algorithm=name,
        ) from error
    if not fits:
        raise failed(
            "SIGNATURE_INVALID",
            "The signature does not fit the content: the token was changed after signing, "
            "or was not signed with this key. Ask the issuer for the original.",
        )


def check_algorithm(token: CompactJws) -> str:
    """Give the token's algorithm when it is on the list; raise Judged otherwise."""
    name = token.header.get("alg")
    if not isinstance(name, str):
        raise failed("JWS_MALFORMED", "The token's header names no algorithm.")
    if name in ALGORITHMS:
        return name
    if name.lower() in FORBIDDEN:
        raise failed(
            "ALGORITHM_FORBIDDEN",
            f"The algorithm {shown(name, 20)} leaves a token that anybody could have made.",
            algorithm=shown(name, 20),
        )
    raise undecided(
        "ALGORITHM_NOT_ACCEPTED",
        f"Signatures with {shown(name, 20)} are not checked here; "
        f"{', '.join(sorted(ALGORITHMS))} are.",
        algorithm=shown(name, 20),
    )


def _check_header(header: JsonObject) -> None:
    # RFC 7515, 4.1.11: an unknown critical extension makes the token invalid; we know none.
    # RFC 7797: with b64 false other bytes would be signed than the ones read here.
    for name in ("crit", "b64"):
        if name in header:
            raise failed(
                "JWS_HEADER_REFUSED",
                f"The token's header has the member {name}, which is not accepted here.",
                member=name,
            )


def _encoded(value: JsonObject) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64url_encode(text.encode("utf-8"))

"""Compact JSON Web Signatures: strict reading, and the bytes that are signed (RFC 7515)."""

from dataclasses import dataclass

from contexts import JsonObject
from verifier.json_reading import Unreadable, read_object, write_json
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode

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
    return (
        f"{base64url_encode(write_json(header))}.{base64url_encode(write_json(payload))}".encode()
    )


def compact(signing_input: bytes, signature: bytes) -> str:
    """Join signing input and signature to a compact JWS."""
    return f"{signing_input.decode('ascii')}.{base64url_encode(signature)}"


def read_compact(text: str) -> CompactJws:
    """Take a compact JWS apart; raise Unreadable when any part has another spelling."""
    segments = text.split(".")
    if len(segments) != _SEGMENTS:
        raise Unreadable("JWS_MALFORMED", "A signed token has three parts separated by dots.")
    try:
        header, payload, signature = (base64url_decode(segment) for segment in segments)
    except MalformedMultibase as error:
        raise Unreadable(
            "JWS_MALFORMED", f"A part of the token is not base64url: {error}."
        ) from error
    signed = f"{segments[0]}.{segments[1]}".encode("ascii")
    return CompactJws(read_object(header), payload, signed, signature)

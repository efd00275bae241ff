"""JAdES documents taken apart: the three serializations of a JWS (RFC 7515, section 7)."""

from dataclasses import dataclass
from enum import Enum

from contexts import JsonObject, JsonValue
from verifier.json_reading import decode_utf8, read_object
from verifier.judgement import failed
from verifier.limits import LIMITS, Limits

_SEGMENTS = 3
_MOST_SIGNATURES = 8
_GENERAL = frozenset({"payload", "signatures"})
_SIGNATURE = frozenset({"protected", "header", "signature"})


class Serialization(Enum):
    """How the JWS is written."""

    COMPACT = "compact"
    FLATTENED = "flattened"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class JwsSignature:
    """One signature of a JWS, as it stands in the document."""

    protected: str
    """The base64url text: what is signed is this spelling, not what it decodes to."""
    header: JsonObject
    """The unprotected header: nothing in it is covered by the signature."""
    signature: str


@dataclass(frozen=True, slots=True)
class Jws:
    """A JWS, taken apart and not yet believed."""

    serialization: Serialization
    payload: str | None
    """As it stands: base64url, or with `b64` false the text itself. None: it is kept elsewhere."""
    signatures: tuple[JwsSignature, ...]
    unknown_members: tuple[str, ...] = ()
    """Names beside the standard's, which RFC 7515 says to ignore."""
    payload_first: bool = False
    """Europass recognises a sealed file by `payload` being its first member."""


def read_jws(data: bytes, limits: Limits = LIMITS) -> Jws:
    """Take a JWS of any serialization apart; raise Judged when it is none."""
    if len(data) > limits.credential_bytes:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The input is larger than {limits.credential_bytes} bytes.",
            limit="credential_bytes",
        )
    text = decode_utf8(data).strip()
    if text.startswith("{"):
        return _read_json(read_object(text.encode("utf-8"), limits))
    return _read_compact(text)


def _read_compact(text: str) -> Jws:
    segments = text.split(".")
    if len(segments) != _SEGMENTS:
        raise _malformed("it has neither the form of JSON nor three parts separated by dots")
    protected, payload, signature = segments
    return Jws(Serialization.COMPACT, payload, (JwsSignature(protected, {}, signature),))


def _read_json(document: JsonObject) -> Jws:
    payload = document.get("payload")
    if payload is not None and not isinstance(payload, str):
        raise _malformed("its payload is not a text")
    first = next(iter(document), None) == "payload"
    if "signatures" not in document:
        unknown = sorted(set(document) - _SIGNATURE - {"payload"})
        one = _read_signature(document)
        return Jws(Serialization.FLATTENED, payload, (one,), tuple(unknown), first)
    entries = document["signatures"]
    if not isinstance(entries, list) or not 0 < len(entries) <= _MOST_SIGNATURES:
        raise _malformed(f"it does not list one to {_MOST_SIGNATURES} signatures")
    # RFC 7515, 7.2.1: a JWS is general or flattened, never both at once.
    if {"protected", "header", "signature"} & set(document):
        raise _malformed("it mixes two ways of writing signatures")
    unknown = sorted(set(document) - _GENERAL)
    for entry in entries:
        unknown += sorted(set(entry) - _SIGNATURE) if isinstance(entry, dict) else []
    signatures = tuple(_read_signature(entry) for entry in entries)
    return Jws(Serialization.GENERAL, payload, signatures, tuple(unknown), first)


def _read_signature(entry: JsonValue) -> JwsSignature:
    if not isinstance(entry, dict):
        raise _malformed("a signature is not an object")
    protected, signature = entry.get("protected"), entry.get("signature")
    if not isinstance(protected, str) or not isinstance(signature, str):
        raise _malformed("a signature lacks its protected header or its value")
    header = entry.get("header", {})
    if not isinstance(header, dict):
        raise _malformed("an unprotected header is not an object")
    return JwsSignature(protected, header, signature)


def _malformed(why: str) -> Exception:
    return failed(
        "SEAL_MALFORMED",
        f"This is not a sealed document: {why}. Ask for the original file.",
        reason=why,
    )

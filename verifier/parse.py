"""From bytes to a credential: recognise the format, and read the ones we judge.

JWTs are told apart by `typ` alone, never by what the payload happens to contain. What is
recognised and not read yet is named, which is another answer than "broken".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from contexts import JsonObject
from verifier.data_model import VCDM_1_1, check_data_model, context_list, model_of, types_of
from verifier.json_reading import decode_utf8, read_json, read_object
from verifier.judgement import Judged, failed, shown, undecided
from verifier.limits import Limits
from verifier.securing.jose import CompactJws, read_compact
from verifier.securing.jwt_claims import completed


class Format(Enum):
    """What an input is."""

    DATA_INTEGRITY = "vcdm2-data-integrity"
    OB_VC_JWT = "ob3-vc-jwt"
    VC_JWT = "vc+jwt"
    VCDM_1_1 = "vcdm-1.1"
    VCDM_1_1_JWT = "vcdm-1.1-jwt"
    PRESENTATION = "presentation"
    ENVELOPED = "enveloped-credential"
    SD_JWT = "sd-jwt"
    TOKEN_STATUS_LIST = "token-status-list"  # noqa: S105  # a format, not a password
    OTHER_JWT = "other-jwt"
    OPEN_BADGES_2 = "open-badges-2.0"
    JADES = "jades"
    EDC_UNSIGNED = "edc-unsigned"
    ARRAY = "array"
    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    ZIP = "zip"
    XML = "xml"


_NAMES: dict[Format, str] = {
    Format.PRESENTATION: "a presentation, which holds credentials",
    Format.ENVELOPED: "an enveloped credential",
    Format.SD_JWT: "a credential with selective disclosure (SD-JWT)",
    Format.TOKEN_STATUS_LIST: "a status list, not a credential",
    Format.OTHER_JWT: "a signed token of another kind",
    Format.OPEN_BADGES_2: "a badge of Open Badges 2.0",
    Format.JADES: "a document with a European seal (JAdES), such as a Europass credential",
    Format.EDC_UNSIGNED: "a Europass credential without its seal",
    Format.ARRAY: "a list of several documents",
    Format.PNG: "a PNG picture, perhaps with a badge inside",
    Format.SVG: "an SVG picture, perhaps with a badge inside",
    Format.PDF: "a PDF file, perhaps with a credential attached",
    Format.ZIP: "a ZIP archive",
    Format.XML: "an XML document",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A credential that was read and not yet believed."""

    format: Format
    document: JsonObject
    """The credential: with its proofs, without JWT claims."""
    claims: JsonObject = field(default_factory=dict)
    """The registered JWT claims that stood beside the credential."""
    token: CompactJws | None = None


class NotRead(Judged):
    """A recognised format that is not judged; carries its name for the report."""

    def __init__(self, found: Format) -> None:
        cause = undecided(
            "FORMAT_NOT_SUPPORTED",
            f"This is {_NAMES[found]}. It is not checked here yet, so nothing is known about it.",
            format=found.value,
        )
        super().__init__(cause.outcome, cause.problem)
        self.format = found


_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.ZIP),
)
_SD_JWT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*~[A-Za-z0-9_.~-]*", re.ASCII)
_JWT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_=-]*\.[A-Za-z0-9_=-]*", re.ASCII)
_CLAIMS = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti")


def parse(secured: bytes, limits: Limits) -> Parsed:
    """Read a credential from bytes; raise Judged, or NotRead for a recognised other format."""
    if len(secured) > limits.credential_bytes:
        raise failed(
            "LIMIT_EXCEEDED",
            f"The input is larger than {limits.credential_bytes} bytes.",
            limit="credential_bytes",
        )
    for magic, found in _MAGIC:
        if secured.startswith(magic):
            raise NotRead(found)
    text = decode_utf8(secured).strip()
    if text.startswith("<"):
        raise NotRead(Format.SVG if "<svg" in text else Format.XML)
    if text.startswith(("{", "[")):
        return _parse_json(read_json(secured, limits))
    if _SD_JWT.fullmatch(text):
        raise NotRead(Format.SD_JWT)
    if _JWT.fullmatch(text):
        return _parse_jwt(read_compact(text, limits), limits)
    raise failed(
        "PARSING_ERROR",
        "This is neither JSON nor a signed token. Paste the whole credential and nothing else."
        if text
        else "There is nothing to check: the input is empty.",
    )


def _parse_json(document: JsonObject | list[object]) -> Parsed:
    if isinstance(document, list):
        raise NotRead(Format.ARRAY)
    if "signatures" in document or ("protected" in document and "signature" in document):
        raise NotRead(Format.JADES)
    _refuse_other_models(document)
    check_data_model(document)
    older = model_of(document) is VCDM_1_1
    return Parsed(Format.VCDM_1_1 if older else Format.DATA_INTEGRITY, document)


_OTHER_TYPES: dict[str, Format] = {
    "VerifiablePresentation": Format.PRESENTATION,
    "EnvelopedVerifiablePresentation": Format.PRESENTATION,
    "EnvelopedVerifiableCredential": Format.ENVELOPED,
    "EuropeanDigitalCredential": Format.EDC_UNSIGNED,
}
_OB2_CONTEXTS = ("https://w3id.org/openbadges/v2", "https://w3id.org/openbadges/v1")


def _refuse_other_models(document: JsonObject) -> None:
    """Raise NotRead when the document is of a known model that is not VCDM."""
    types = types_of(document)
    for name, found in _OTHER_TYPES.items():
        if name in types:
            raise NotRead(found)
    contexts = context_list(document)
    if any(context in _OB2_CONTEXTS for context in contexts):
        raise NotRead(Format.OPEN_BADGES_2)


def _parse_jwt(token: CompactJws, limits: Limits) -> Parsed:
    kind = media_subtype(token.header.get("typ", "JWT"))
    if kind == "jose" or "sigT" in token.header or "sigD" in token.header:
        raise NotRead(Format.JADES)
    reader = _JWT_READERS.get(kind)
    if reader is None:
        raise NotRead(_JWT_OTHERS.get(kind, Format.OTHER_JWT))
    return reader(token, read_object(token.payload, limits))


def media_subtype(value: object) -> str:
    """Normalise a `typ` or `cty` (RFC 7515, 4.1.9): lower case, without `application/`."""
    if not isinstance(value, str):
        raise failed("JWS_MALFORMED", "A type in the token's header is not a text.")
    return value.lower().removeprefix("application/")


def _ob_vc_jwt(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of OB 3.0, section 8.2: members and claims side by side."""
    if "vp" in payload:
        raise NotRead(Format.PRESENTATION)
    if "vc" in payload:
        return _vc_claim(token, payload)
    document, claims = _split(payload)
    _refuse_other_models(document)
    if "@context" not in document:
        raise NotRead(Format.OTHER_JWT)
    check_data_model(document)
    return Parsed(Format.OB_VC_JWT, document, claims, token)


def _vc_claim(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VCDM 1.1, section 6.3.1: the credential in `vc`, some of it only as claims."""
    content = payload["vc"]
    if not isinstance(content, dict):
        raise failed("MALFORMED_VALUE", "The token's claim vc is not a credential.", term="vc")
    _, claims = _split(payload)
    document = completed(content, claims)
    _refuse_other_models(document)
    check_data_model(document)
    return Parsed(Format.VCDM_1_1_JWT, document, claims, token)


def _vc_jwt(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VC-JOSE-COSE, section 3.1.1: exactly the credential."""
    for claim in ("vc", "vp"):
        if claim in payload:
            raise failed(
                "JWT_CLAIM_FORBIDDEN",
                f"A token of type vc+jwt must not have the claim {claim} (VC-JOSE-COSE, 3.1).",
                claim=claim,
            )
    content = media_subtype(token.header.get("cty", "vc"))
    if content != "vc":
        raise failed(
            "JWT_CONTENT_TYPE_MISMATCH",
            f"The token announces content of type {shown(content, 40)}, where vc is required.",
            found=shown(content, 40),
        )
    document, claims = _split(payload)
    _refuse_other_models(document)
    check_data_model(document)
    return Parsed(Format.VC_JWT, document, claims, token)


def _split(payload: JsonObject) -> tuple[JsonObject, JsonObject]:
    document = {name: value for name, value in payload.items() if name not in _CLAIMS}
    claims = {name: payload[name] for name in _CLAIMS if name in payload}
    return document, claims


_JWT_READERS: dict[str, Callable[[CompactJws, JsonObject], Parsed]] = {
    "jwt": _ob_vc_jwt,
    "vc+jwt": _vc_jwt,
}
_JWT_OTHERS: dict[str, Format] = {
    "vp+jwt": Format.PRESENTATION,
    "vc+sd-jwt": Format.SD_JWT,
    "dc+sd-jwt": Format.SD_JWT,
    "statuslist+jwt": Format.TOKEN_STATUS_LIST,
}

"""From a signed token to the credential or presentation it carries.

Tokens are told apart by `typ` alone, never by what the payload happens to contain.
"""

from collections.abc import Callable

from contexts import JsonObject
from verifier.data_model import check_data_model, check_presentation_model
from verifier.formats import Format, NotRead, Parsed, refuse_other_models
from verifier.json_reading import read_object
from verifier.judgement import failed, shown
from verifier.limits import Limits
from verifier.open_badges_2.recognising import is_open_badge
from verifier.securing.jose import CompactJws
from verifier.securing.jwt_claims import completed, completed_presentation

SELECTIVE = ("vc+sd-jwt", "vp+sd-jwt", "dc+sd-jwt")
_CLAIMS = ("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "status")


def parse_token(token: CompactJws, limits: Limits) -> Parsed:
    """Read what a signed token carries; raise Judged, or NotRead when it is only recognised."""
    kind = media_subtype(token.header.get("typ", "JWT"))
    if kind == "jose" or "sigT" in token.header or "sigD" in token.header:
        raise NotRead(Format.JADES)
    if kind in SELECTIVE:
        raise failed(
            "JWS_MALFORMED",
            "A token with selective disclosure ends in a tilde or in the holder's proof; here both "
            "are missing, so perhaps it was cut off.",
        )
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
    if is_open_badge(payload):
        return Parsed(Format.OPEN_BADGES_2, payload, token=token)
    if "vp" in payload:
        return _vp_claim(token, payload)
    if "vc" in payload:
        return _vc_claim(token, payload)
    document, claims = split_claims(payload)
    refuse_other_models(document)
    if "@context" not in document:
        raise NotRead(Format.OTHER_JWT)
    check_data_model(document)
    return Parsed(Format.OB_VC_JWT, document, claims, token)


def _jws(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a signature of the type JWS: Open Badges 2.0 signs a bare assertion with any type."""
    if is_open_badge(payload):
        return Parsed(Format.OPEN_BADGES_2, payload, token=token)
    raise NotRead(Format.OTHER_JWT)


def _vc_claim(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VCDM 1.1, section 6.3.1: the credential in `vc`, some of it only as claims."""
    content = payload["vc"]
    if not isinstance(content, dict):
        raise failed("MALFORMED_VALUE", "The token's claim vc is not a credential.", term="vc")
    _, claims = split_claims(payload)
    document = completed(content, claims)
    refuse_other_models(document)
    check_data_model(document)
    return Parsed(Format.VCDM_1_1_JWT, document, claims, token)


def _vp_claim(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VCDM 1.1, section 6.3.1: the presentation in `vp`, its holder as claim."""
    content = payload["vp"]
    if not isinstance(content, dict):
        raise failed("MALFORMED_VALUE", "The token's claim vp is not a presentation.", term="vp")
    _, claims = split_claims(payload)
    document = completed_presentation(content, claims)
    check_presentation_model(document)
    return Parsed(Format.VP_1_1_JWT, document, claims, token)


def _vc_jwt(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VC-JOSE-COSE, section 3.1.1: exactly the credential."""
    document, claims = whole_document(token, payload, "vc")
    check_data_model(document)
    return Parsed(Format.VC_JWT, document, claims, token)


def _vp_jwt(token: CompactJws, payload: JsonObject) -> Parsed:
    """Read a JWT of VC-JOSE-COSE, section 3.1.2: exactly the presentation."""
    document, claims = whole_document(token, payload, "vp")
    check_presentation_model(document)
    return Parsed(Format.VP_JWT, document, claims, token)


def whole_document(
    token: CompactJws, payload: JsonObject, wanted: str, names: tuple[str, ...] = _CLAIMS
) -> tuple[JsonObject, JsonObject]:
    """Split a payload that is the document itself; raise Judged where it must not be so.

    `wanted` is vc or vp; `names` are the claims that may stand beside it.
    """
    for claim in ("vc", "vp"):
        if claim in payload:
            raise failed(
                "JWT_CLAIM_FORBIDDEN",
                f"A token that is a credential or presentation itself must not have the claim "
                f"{claim} (VC-JOSE-COSE, section 3).",
                claim=claim,
            )
    content = media_subtype(token.header.get("cty", wanted))
    if content != wanted:
        raise failed(
            "JWT_CONTENT_TYPE_MISMATCH",
            f"The token announces content of type {shown(content, 40)}, where {wanted} is "
            "required.",
            found=shown(content, 40),
        )
    document, claims = split_claims(payload, names)
    refuse_other_models(document)
    return document, claims


def split_claims(
    payload: JsonObject, names: tuple[str, ...] = _CLAIMS
) -> tuple[JsonObject, JsonObject]:
    """Split a payload into the document and the registered claims beside it."""
    document = {name: value for name, value in payload.items() if name not in names}
    claims = {name: payload[name] for name in names if name in payload}
    return document, claims


_JWT_READERS: dict[str, Callable[[CompactJws, JsonObject], Parsed]] = {
    "jwt": _ob_vc_jwt,
    "jws": _jws,
    "vc+jwt": _vc_jwt,
    "vp+jwt": _vp_jwt,
}
_JWT_OTHERS: dict[str, Format] = {
    "statuslist+jwt": Format.TOKEN_STATUS_LIST,
}

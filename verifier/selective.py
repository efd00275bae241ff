"""From an SD-JWT to the credential or presentation it carries.

Two standards share the form: VC-JOSE-COSE secures W3C documents with it (`vc+sd-jwt`,
`vp+sd-jwt`), and SD-JWT VC of the IETF has a data model of its own (`dc+sd-jwt`). The latter was
called `vc+sd-jwt` too, until draft 9; then the claim `vct`, which it requires, tells them apart.
"""

from collections.abc import Callable

from contexts import JsonObject
from verifier.data_model import check_data_model, check_presentation_model, require_text
from verifier.formats import Format, NotRead, Parsed, Selective
from verifier.json_reading import read_object
from verifier.judgement import failed
from verifier.limits import Limits
from verifier.securing.disclosures import reveal
from verifier.securing.jose import read_compact
from verifier.securing.sd_jwt import SdJwt, is_sd_jwt, read_sd_jwt
from verifier.tokens import media_subtype, parse_token, split_claims, whole_document

VCT = "vct"
ALWAYS_SHOWN = (*("iss", "nbf", "exp", "cnf", VCT, "vct#integrity", "aka_vcts"), "status")
"""What an issuer may not make disclosable (SD-JWT VC, section 2.2.2.2)."""
_CLAIMS = (*ALWAYS_SHOWN, "sub", "iat", "jti", "aud", "nonce")


def parse_signed_text(text: str, limits: Limits) -> Parsed:
    """Read what a token carries, whole or selectively disclosed; raise Judged, or NotRead."""
    if not is_sd_jwt(text):
        return parse_token(read_compact(text, limits), limits)
    sd_jwt = read_sd_jwt(text, limits)
    reader = _READERS.get(media_subtype(sd_jwt.token.header.get("typ", "JWT")))
    if reader is None:
        raise NotRead(Format.SD_JWT)
    payload = read_object(sd_jwt.token.payload, limits)
    selective = Selective(sd_jwt, reveal(payload, sd_jwt.disclosures, limits))
    return reader(sd_jwt, selective)


def _vc_sd_jwt(sd_jwt: SdJwt, selective: Selective) -> Parsed:
    """Read a W3C credential (VC-JOSE-COSE, section 3.2.1), or an SD-JWT VC by its former name."""
    payload = selective.revealed.payload
    if VCT in payload and "@context" not in payload:
        return _sd_jwt_vc(sd_jwt, selective)
    document, claims = whole_document(sd_jwt.token, payload, "vc", _CLAIMS)
    check_data_model(document)
    return Parsed(Format.VC_SD_JWT, document, claims, sd_jwt.token, selective)


def _vp_sd_jwt(sd_jwt: SdJwt, selective: Selective) -> Parsed:
    """Read a W3C presentation (VC-JOSE-COSE, section 3.2.2)."""
    payload = selective.revealed.payload
    document, claims = whole_document(sd_jwt.token, payload, "vp", _CLAIMS)
    check_presentation_model(document)
    return Parsed(Format.VP_SD_JWT, document, claims, sd_jwt.token, selective)


def _sd_jwt_vc(sd_jwt: SdJwt, selective: Selective) -> Parsed:
    """Read a credential of the IETF (SD-JWT VC, section 2.2.2): all of it is claims."""
    revealed = selective.revealed
    for claim in ALWAYS_SHOWN:
        if claim in revealed.disclosed or claim in revealed.concealing:
            raise failed(
                "DISCLOSURE_FORBIDDEN",
                f"The claim {claim} decides on validity, so it may not be left to the holder to "
                "show (SD-JWT VC, section 2.2.2.2).",
                claim=claim,
            )
    require_text(revealed.payload.get(VCT), "MALFORMED_VALUE", VCT)
    if "iss" in revealed.payload:
        require_text(revealed.payload["iss"], "MALFORMED_VALUE", "iss")
    _, claims = split_claims(revealed.payload, _CLAIMS)
    document: JsonObject = revealed.payload
    return Parsed(Format.SD_JWT_VC, document, claims, sd_jwt.token, selective)


_READERS: dict[str, Callable[[SdJwt, Selective], Parsed]] = {
    "vc+sd-jwt": _vc_sd_jwt,
    "vp+sd-jwt": _vp_sd_jwt,
    "dc+sd-jwt": _sd_jwt_vc,
}

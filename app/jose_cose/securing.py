"""Issue and verify in the three forms of VC-JOSE-COSE, with the one key of the call."""

import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.jose_cose.cose_sign1 import check_sign1, read_sign1, write_sign1
from app.jose_cose.documents import check_document, check_issuable
from app.jose_cose.keys import Method
from contexts import JsonObject
from issuer.sd_jwt import NoSuchValue, Path, secure_sd_jwt
from verifier.formats import Format
from verifier.json_reading import read_object
from verifier.judgement import failed
from verifier.limits import LIMITS
from verifier.multibase import base64url_encode
from verifier.securing.jose import check_algorithm, check_signature, compact, signing_input
from verifier.selective import parse_signed_text

_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Feature:
    """What one call is about."""

    content: str
    """vc or vp."""
    form: str
    """jwt, sd-jwt or cose."""
    format: Format | None = None
    """How our parser names it; None for COSE."""

    @property
    def presents(self) -> bool:
        """Tell whether it is about presentations."""
        return self.content == "vp"


FEATURES = {
    "credential_jose": Feature("vc", "jwt", Format.VC_JWT),
    "presentation_jose": Feature("vp", "jwt", Format.VP_JWT),
    "credential_sdjwt": Feature("vc", "sd-jwt", Format.VC_SD_JWT),
    "presentation_sdjwt": Feature("vp", "sd-jwt", Format.VP_SD_JWT),
    "credential_cose": Feature("vc", "cose"),
    "presentation_cose": Feature("vp", "cose"),
}


def issue(data: bytes, feature: Feature, method: Method, disclosable: list[str]) -> str:
    """Secure a document; give the token. Raises Judged."""
    document = read_object(data)
    check_issuable(document, presentation=feature.presents)
    return _ISSUING[feature.form](document, feature, method, disclosable)


def verify(data: bytes, feature: Feature, method: Method) -> JsonObject:
    """Verify a token; give the document it secures. Raises Judged."""
    text = data.decode("ascii", "replace").strip()
    document, claims = (
        _read_cose(text, feature, method)
        if feature.format is None
        else _read_jose(text, feature, method)
    )
    check_document(document, claims, presentation=feature.presents)
    return document


def _header(feature: Feature, method: Method, algorithm: str) -> JsonObject:
    kind = f"{feature.content}+{feature.form}"
    return {"alg": algorithm, "kid": method.id, "typ": kind, "cty": feature.content}


def _issue_jwt(
    document: JsonObject, feature: Feature, method: Method, disclosable: list[str]
) -> str:
    del disclosable
    algorithm, sign = method.signer
    data = signing_input(_header(feature, method, algorithm), document)
    return compact(data, sign(data))


def _issue_sd_jwt(
    document: JsonObject, feature: Feature, method: Method, disclosable: list[str]
) -> str:
    algorithm, sign = method.signer
    header = _header(feature, method, algorithm)
    paths = [_path(text) for text in disclosable]
    try:
        return secure_sd_jwt(document, header, paths, salts=_salts(), sign=sign)
    except NoSuchValue as error:
        raise failed("MALFORMED_VALUE", str(error)) from error


def _issue_cose(
    document: JsonObject, feature: Feature, method: Method, disclosable: list[str]
) -> str:
    del disclosable
    payload = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return write_sign1(payload, feature.content, method.id, method.signer)


_ISSUING: dict[str, Callable[[JsonObject, Feature, Method, list[str]], str]] = {
    "jwt": _issue_jwt,
    "sd-jwt": _issue_sd_jwt,
    "cose": _issue_cose,
}


def _read_jose(text: str, feature: Feature, method: Method) -> tuple[JsonObject, JsonObject]:
    parsed = parse_signed_text(text, LIMITS)
    if parsed.format is not feature.format or parsed.token is None:
        raise failed("JWT_CONTENT_TYPE_MISMATCH", "The token is of another type.")
    check_algorithm(parsed.token)
    check_signature(parsed.token, method.public_key)
    return parsed.document, parsed.claims


def _read_cose(text: str, feature: Feature, method: Method) -> tuple[JsonObject, JsonObject]:
    token = read_sign1(text)
    wanted = f"application/{feature.content}"
    if token.kind != f"{wanted}+cose" or (token.content_type or wanted) != wanted:
        raise failed("JWT_CONTENT_TYPE_MISMATCH", "The token is of another type.")
    check_sign1(token, method.public_key)
    return read_object(token.payload), {}


def _path(text: str) -> Path:
    """Read a path like `credentialSubject.phoneNumbers[0]`."""
    return [int(index) if index else name for name, index in _STEP.findall(text)]


def _salts() -> Iterator[str]:
    while True:
        yield base64url_encode(secrets.token_bytes(_SALT_BYTES))

"""Whose key is it? The keys an issuer publishes as JWT VC Issuer Metadata (SD-JWT VC, section 4).

The document stands at `/.well-known/jwt-vc-issuer`, put between host and path of the issuer, and
has to name that issuer; the keys are in it, or at the one address it gives.
"""

from urllib.parse import urlsplit, urlunsplit

from contexts import JsonObject, JsonValue
from verifier.checks.binding import CHECK
from verifier.controllers import VerificationMethod, judged_key
from verifier.identifiers import check_https
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, shown, undecided
from verifier.jwk import decode_jwk
from verifier.resources import Kind

_WELL_KNOWN = "/.well-known/jwt-vc-issuer"


def metadata_url(issuer: str) -> str:
    """Give where an https issuer's metadata stands; raise Judged for anything but a plain URL."""
    parts = urlsplit(check_https(issuer))
    if parts.query:
        raise failed(
            "DID_MALFORMED",
            f"The issuer {shown(issuer)} has a query, so there is no place for its keys.",
            identifier=shown(issuer),
        )
    path = _WELL_KNOWN + parts.path.removesuffix("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def method_by_metadata(issuer: str, header: JsonObject, inquiry: Inquiry) -> VerificationMethod:
    """Find the key a token's header names among those its issuer publishes; raise Judged."""
    metadata = _read(metadata_url(issuer), Kind.ISSUER_METADATA, issuer, inquiry)
    if metadata.get("issuer") != issuer:
        raise failed(
            "DID_DOCUMENT_ID_MISMATCH",
            f"The key document found for {shown(issuer)} is of {shown(metadata.get('issuer'))}.",
            controller=shown(issuer),
            found=shown(metadata.get("issuer")),
        )
    jwk = _chosen(_keys(metadata, issuer, inquiry), header, issuer)
    kid = jwk.get("kid")
    method_id = f"{issuer}#{kid}" if isinstance(kid, str) else issuer
    return VerificationMethod(method_id, issuer, judged_key(decode_jwk, jwk, method_id))


def _keys(metadata: JsonObject, issuer: str, inquiry: Inquiry) -> list[JsonObject]:
    """Give the keys of the one set there has to be."""
    if ("jwks" in metadata) == ("jwks_uri" in metadata):
        raise _invalid(issuer, "it must have either jwks or jwks_uri")
    keys = metadata.get("jwks")
    if "jwks_uri" in metadata:
        url = metadata["jwks_uri"]
        if not isinstance(url, str):
            raise _invalid(issuer, "jwks_uri is not a text")
        keys = _read(check_https(url), Kind.ISSUER_KEYS, issuer, inquiry)
    members: JsonValue = keys.get("keys") if isinstance(keys, dict) else None
    if not isinstance(members, list) or not all(isinstance(key, dict) for key in members):
        raise _invalid(issuer, "the keys are not a list of JSON Web Keys")
    return members


def _chosen(keys: list[JsonObject], header: JsonObject, issuer: str) -> JsonObject:
    """Choose by `kid`; without it there must be one key alone, for nothing is guessed."""
    kid = header.get("kid")
    named = [key for key in keys if key.get("kid") == kid] if kid is not None else keys
    if len(named) > 1:
        raise undecided(
            "KEY_NOT_NAMED",
            f"{shown(issuer)} publishes several keys, and the token does not say with which of "
            "them it is signed.",
        )
    if not named or named[0].get("use", "sig") != "sig":
        raise failed(
            "KEY_NOT_LISTED",
            f"The key {shown(kid)} is not among the keys that {shown(issuer)} publishes for "
            "signing. Ask the issuer whether the key was withdrawn, or never was theirs.",
            key=shown(kid),
            controller=shown(issuer),
        )
    return named[0]


def _read(url: str, kind: Kind, issuer: str, inquiry: Inquiry) -> JsonObject:
    body = inquiry.fetched(url, kind, CHECK).body
    try:
        return read_object(body, inquiry.limits)
    except Judged as stopped:
        raise _invalid(issuer, stopped.problem.detail) from stopped


def _invalid(issuer: str, why: str) -> Judged:
    return failed(
        "DID_DOCUMENT_INVALID",
        f"The key document of {shown(issuer)} is malformed: {why.rstrip('.')}.",
        controller=shown(issuer),
    )

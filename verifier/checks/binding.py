"""Is the key the issuer's? Find the verification method in the issuer's own document.

The key's controller must be the issuer, and the issuer's document must list the key for signing
credentials. The same goes for the holder of a presentation, whose key has to be listed for
authentication. A key inside the message proves nothing but control of that key.
"""

from contexts import JsonObject
from verifier.controllers import (
    VerificationMethod,
    check_document,
    find_method_of_key,
    listed_method,
    usable_method,
)
from verifier.identifiers import Located, locate
from verifier.inquiry import Inquiry
from verifier.json_reading import read_object
from verifier.judgement import Judged, failed, shown, undecided
from verifier.jwk import decode_jwk
from verifier.keys import MalformedKey, SecretKeyPublished
from verifier.limits import Limits
from verifier.remembered import remembered
from verifier.resources import Kind
from verifier.signatory import Signatory

CHECK = "verificationMethod"


def method_by_id(reference: str, signatory: Signatory, inquiry: Inquiry) -> VerificationMethod:
    """Find the named method in the document of its controller, the signatory; raise Judged."""
    base, hash_sign, fragment = reference.partition("#")
    if "#" in fragment or (hash_sign and not fragment):
        raise failed(
            "METHOD_URL_MALFORMED",
            f"The key's address {shown(reference)} is malformed.",
            key=shown(reference),
        )
    # An https key URL without fragment can only be the issuer's by being listed in its document.
    named = signatory.identifier or base
    separate_key = not hash_sign and base.startswith("https://") and base != named
    controller = named if separate_key else base
    if controller != named and inquiry.binds_issuers:
        raise signatory.mismatch(controller)
    method_id = _full_id(reference, controller)
    document, method = _listed(controller, method_id, signatory, inquiry)
    return usable_method(document, method, method_id, inquiry.now)


def method_of_key(jwk: object, signatory: Signatory, inquiry: Inquiry) -> VerificationMethod:
    """Find the key that a token brings along in the signatory's document; raise Judged."""
    if not isinstance(jwk, dict):
        raise failed("KEY_MALFORMED", "The key that the token brings along is no JSON Web Key.")
    try:
        decode_jwk(jwk)
    except SecretKeyPublished as error:
        raise failed(
            "SECRET_KEY_PUBLISHED",
            "The token contains the private key it was signed with: anybody can sign with it.",
        ) from error
    except MalformedKey as error:
        raise failed(
            "KEY_MALFORMED", f"The key that the token brings along cannot be read: {error}."
        ) from error
    document = controlled_document(signatory.identifier, inquiry, signatory.document_kind)
    return find_method_of_key(document, jwk, inquiry.now, signatory.purpose)


def controlled_document(controller: str, inquiry: Inquiry, kind: Kind) -> JsonObject:
    """Get the controller's own document: computed, or handed over; raise Judged."""
    located = locate(controller)
    if located.url is None:
        return _computed(located)
    body = inquiry.fetched(located.url, kind, CHECK).body
    return _read_key_document(body, inquiry.limits, controller)


def _listed(
    controller: str, method_id: str, signatory: Signatory, inquiry: Inquiry
) -> tuple[JsonObject, JsonObject]:
    """Get the controller's own document, and the method as it is listed there; raise Judged."""
    located = locate(controller)
    if located.url is None:
        document = _computed(located)
        return document, listed_method(document, method_id, signatory.purpose)
    body = inquiry.fetched(located.url, signatory.document_kind, CHECK).body
    return _listed_in(body, inquiry.limits, controller, method_id, signatory.purpose)


def _computed(located: Located) -> JsonObject:
    if located.document is None:
        raise undecided("DID_METHOD_UNSUPPORTED", "The identifier is not resolved here.")
    return located.document


@remembered
def _listed_in(
    body: bytes, limits: Limits, controller: str, method_id: str, purpose: str
) -> tuple[JsonObject, JsonObject]:
    document = _read_key_document(body, limits, controller)
    return document, listed_method(document, method_id, purpose)


@remembered
def _read_key_document(body: bytes, limits: Limits, controller: str) -> JsonObject:
    try:
        document = read_object(body, limits)
    except Judged as stopped:
        raise failed(
            "DID_DOCUMENT_INVALID",
            f"The key document of {shown(controller)} cannot be read: {stopped.problem.detail}",
            controller=shown(controller),
        ) from stopped
    return check_document(document, controller)


def _full_id(reference: str, controller: str) -> str:
    """Complete a bare did:key or did:jwk to the one method it has."""
    if "#" in reference:
        return reference
    if reference.startswith("did:key:"):
        return f"{controller}#{controller.removeprefix('did:key:')}"
    if reference.startswith("did:jwk:"):
        return f"{controller}#0"
    return reference

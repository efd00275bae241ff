"""What the suite wants of credentials and presentations, beyond their signatures."""

from contexts import JsonObject, JsonValue
from verifier.data_model import (
    V2_CONTEXT,
    as_list,
    check_data_model,
    check_presentation_model,
    context_list,
    holder_of,
    issuer_of,
    types_of,
)
from verifier.judgement import failed, shown

_ENVELOPES = ("vc+jwt,", "vc+sd-jwt,", "vc+cose;base64,")
_OF_CREDENTIALS = frozenset(
    {
        *("@context", "id", "type", "name", "description", "issuer", "validFrom", "validUntil"),
        *("credentialSubject", "credentialStatus", "credentialSchema", "evidence", "termsOfUse"),
        *("refreshService", "relatedResource", "confidenceMethod", "renderMethod", "proof"),
    }
)
"""The properties of VCDM 2.0, section 4, and those it reserves."""


def check_document(document: JsonObject, claims: JsonObject, *, presentation: bool) -> None:
    """Check the data model, and that `iss` is who the document names; raise Judged."""
    if presentation:
        check_presentation_model(document)
        for item in as_list(document.get("verifiableCredential", [])):
            _check_envelope(item)
        named = holder_of(document)
    else:
        check_data_model(document)
        named = issuer_of(document)
    if claims.get("iss", named) != named:
        raise failed("JWT_ISSUER_MISMATCH", "The claim iss is not who the document names.")


def check_issuable(document: JsonObject, *, presentation: bool) -> None:
    """Check what is to be signed; raise Judged.

    A property that VCDM does not define, and to which only a catch-all context (`@vocab`) gives a
    name, means nothing to its reader: it is not signed. When verifying it is ignored, as the
    standard wants (VC-JOSE-COSE, section 3).
    """
    check_document(document, {}, presentation=presentation)
    unknown = set() if presentation else set(document) - _OF_CREDENTIALS
    if unknown:
        term = shown(min(unknown))
        raise failed("TERM_UNDEFINED", f"Nothing defines the property {term}.", term=term)


def _check_envelope(item: JsonValue) -> None:
    """Check that a presented credential is secured, in an envelope (VC-JOSE-COSE, section 3).

    The suite hands over one key, the presentation's; so what is inside cannot be verified with it.
    """
    if not isinstance(item, dict) or "EnvelopedVerifiableCredential" not in types_of(item):
        raise failed("MALFORMED_VALUE", "A presented credential is in no envelope.")
    media_type, comma, content = str(item.get("id", "")).partition(",")
    known = [f"data:application/{name}" for name in _ENVELOPES]
    if media_type + comma not in known or not content.strip():
        raise failed("MALFORMED_VALUE", "An envelope holds no secured credential.", term="id")
    if context_list(item)[:1] != [V2_CONTEXT]:
        raise failed("CONTEXT_ORDER", "An envelope has no context.", expected=V2_CONTEXT)

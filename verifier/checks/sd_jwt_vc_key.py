"""Whose key signed an SD-JWT VC? By the kind of its issuer's identifier, never by guess."""

from verifier.checks.binding import method_by_id
from verifier.checks.issuer_certificate import method_by_certificate
from verifier.checks.issuer_metadata import method_by_metadata
from verifier.controllers import VerificationMethod
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, shown, undecided
from verifier.securing.jose import CompactJws
from verifier.signatory import Signatory

_HOLDS_ITS_KEY = ("did:key:", "did:jwk:")


def key_of_sd_jwt_vc(
    token: CompactJws, signatory: Signatory, inquiry: Inquiry
) -> VerificationMethod:
    """Find the key among those of the issuer (SD-JWT VC, section 2.5); raise Judged.

    Identifiers of the kind did: are no longer in the draft, and widely used.
    """
    issuer, kid = signatory.identifier, token.header.get("kid")
    if "x5c" in token.header:
        certified = method_by_certificate(token.header, issuer, inquiry)
        return _published(certified, token, inquiry) if _is_of_nobody(certified) else certified
    if not issuer:
        raise failed("ISSUER_MISSING", "The credential names no issuer (claim iss).")
    if issuer.startswith("https://"):
        return method_by_metadata(issuer, token.header, inquiry)
    if not issuer.startswith("did:"):
        raise undecided(
            "DID_METHOD_UNSUPPORTED",
            f"Identifiers of the kind {shown(issuer, 60)} are not resolved here.",
            method=shown(issuer, 60),
        )
    if kid is None and issuer.startswith(_HOLDS_ITS_KEY):
        return method_by_id(issuer, signatory, inquiry)
    if not isinstance(kid, str) or not kid:
        raise undecided("KEY_NOT_NAMED", "The token's header does not name the issuer's key.")
    reference = kid if kid.startswith("did:") else f"{issuer}#{kid.removeprefix('#')}"
    return method_by_id(reference, signatory, inquiry)


def _is_of_nobody(certified: VerificationMethod) -> bool:
    """Tell whether a certificate leads to no authority that the operator chose."""
    doubt = certified.doubt
    return doubt is not None and doubt.problem.code == "CERTIFICATE_AUTHORITY_UNKNOWN"


def _published(
    certified: VerificationMethod, token: CompactJws, inquiry: Inquiry
) -> VerificationMethod:
    """Where an authority is unknown, see whether the issuer publishes the very same key itself.

    Either mechanism is enough: a certificate more does not make a published key less the issuer's.
    """
    if not certified.controller.startswith("https://"):
        return certified
    try:
        published = method_by_metadata(certified.controller, token.header, inquiry)
    except Judged:
        return certified  # what is open stays open for the certificate's reason
    return published if published.public_key == certified.public_key else certified

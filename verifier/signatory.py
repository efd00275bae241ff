"""Who has to have signed a document: the issuer a credential, the holder a presentation."""

from dataclasses import dataclass

from verifier.data_model import holder_of, issuer_of
from verifier.formats import Format, Parsed
from verifier.judgement import Judged, failed, shown
from verifier.resources import Kind

ASSERTION = "assertionMethod"
AUTHENTICATION = "authentication"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Somebody whose signature is wanted, and for which purpose."""

    identifier: str
    """Empty in a presentation that names no holder: then the key alone says who it is."""
    purpose: str
    """The verification relationship the key has to be listed under."""
    document_kind: Kind
    """What the signatory's controlled identifier document is to the one who fetches it."""

    def mismatch(self, controller: str) -> Judged:
        """Say that somebody else signed."""
        names = {"controller": shown(controller)}
        if self.purpose == AUTHENTICATION:
            return failed(
                "HOLDER_MISMATCH",
                f"The presentation names {shown(self.identifier)} as its holder, but it is signed "
                f"by {shown(controller)}.",
                holder=shown(self.identifier),
                **names,
            )
        return failed(
            "ISSUER_MISMATCH",
            f"The credential names {shown(self.identifier)} as its issuer, but it is signed by "
            f"{shown(controller)}. Do not rely on it.",
            issuer=shown(self.identifier),
            **names,
        )


def signatory_of(parsed: Parsed, kind: Kind = Kind.DID_DOCUMENT) -> Signatory:
    """Give the one who has to have signed; `kind` tells an issuer from a status list's issuer."""
    if parsed.is_presentation:
        named = holder_of(parsed.document) or str(parsed.claims.get("iss", ""))
        return Signatory(named, AUTHENTICATION, Kind.HOLDER_DOCUMENT)
    if parsed.format is Format.SD_JWT_VC:
        return Signatory(str(parsed.claims.get("iss", "")), ASSERTION, kind)
    return Signatory(issuer_of(parsed.document), ASSERTION, kind)

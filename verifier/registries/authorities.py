"""A source that knows issuers by certificate: whoever one of its authorities vouches for."""

from dataclasses import dataclass

from verifier.inquiry import Inquiry
from verifier.trust import TrustJudgement


@dataclass(frozen=True, slots=True)
class CertificateAuthorities:
    """Know issuers whose key came with a certificate that leads to one of these roots."""

    name: str
    """What the operator calls these authorities."""
    certificates: tuple[bytes, ...]
    """The roots, as DER."""
    demo: bool = False
    """Made for trying out: what they vouch for is named so, and is worth nothing."""

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Tell what the check of the issuer's certificate found out in this inquiry."""
        certified = inquiry.certified.get(issuer_id)
        if certified is None or certified.source != self.name:
            return TrustJudgement(known=False, name=None, source=self.name, kind="certificate")
        return TrustJudgement(
            known=True, name=certified.subject, source=self.name, kind="certificate"
        )

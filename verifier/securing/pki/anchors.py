"""Whom certificates are believed on: the anchors of trust, and what each kind is worth."""

from dataclasses import dataclass
from enum import Enum

from asn1crypto import x509

from verifier.securing.pki.certificates import name_of


class AnchorKind(Enum):
    """Why an anchor is trusted."""

    TRUSTED_LIST = "trusted-list"
    """It is named on an EU trusted list."""
    CONFIGURED = "configured"
    """Whoever runs this verifier chose to trust it."""
    DEMO = "demo"
    """It was made for trying out, and vouches for nothing."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A certificate that is trusted for itself."""

    certificate: x509.Certificate
    kind: AnchorKind

    @property
    def name(self) -> str:
        """Name it for people."""
        return name_of(self.certificate)

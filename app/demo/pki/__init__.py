"""A PKI for the demonstration and for tests: offline, made anew, and named DEMO throughout."""

from dataclasses import dataclass
from datetime import datetime

from app.demo.pki.issued import Issued
from app.demo.pki.revocation import revocation_answer, revocation_list
from app.demo.pki.roles import (
    NOWHERE,
    SealHolder,
    responder_certificate,
    root_authority,
    seal_authority,
    seal_certificate,
    timestamp_certificate,
)
from app.demo.pki.timestamp_authority import answer
from verifier.securing.jades import Evidence

__all__ = ["DemoPki", "Issued", "SealHolder", "new_demo_pki"]


@dataclass(frozen=True, slots=True)
class DemoPki:
    """The authorities of one demonstration, with their keys."""

    root: Issued
    authority: Issued
    """Issues the certificates for seals."""
    responder: Issued
    timestamp: Issued
    at: str = NOWHERE
    """Where its services are, as its certificates say."""

    def new_seal(self, holder: SealHolder, now: datetime) -> Issued:
        """Make a school's certificate for seals."""
        return seal_certificate(self.authority, now, holder, self.at)

    def time_stamp(self, request: bytes, now: datetime) -> bytes:
        """Answer a time stamp request."""
        return answer(request, self.timestamp, now)

    def evidence(self, seal: Issued, now: datetime) -> Evidence:
        """Give all that keeps a seal and its time stamps provable, as of now."""
        return Evidence(
            certificates=(self.authority.der, self.root.der, self.timestamp.der),
            crls=(revocation_list(self.root, now),),
            ocsps=(revocation_answer(seal, self.authority, self.responder, now),),
        )


def new_demo_pki(now: datetime, at: str = NOWHERE) -> DemoPki:
    """Make authorities with fresh keys, valid from now; `at` is where their services answer."""
    root = root_authority(now)
    authority = seal_authority(root, now, at)
    return DemoPki(
        root,
        authority,
        responder_certificate(authority, now),
        timestamp_certificate(root, now, at),
        at,
    )

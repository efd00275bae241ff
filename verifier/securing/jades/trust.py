"""What a seal is judged by: whom we believe, and what else we know of certificates."""

from dataclasses import dataclass
from datetime import datetime

from verifier.securing.jades.evidence import Evidence
from verifier.securing.pki.anchors import Anchor
from verifier.securing.pki.trusted_lists import TrustedLists

NOTHING_MORE = Evidence()


@dataclass(frozen=True, slots=True)
class SealTrust:
    """Whom a verifier believes, each by their own anchors; by default nobody."""

    signers: tuple[Anchor, ...] = ()
    """Authorities whose certificates are believed beside the trusted lists'."""
    timestamp_authorities: tuple[Anchor, ...] = ()
    trusted_lists: TrustedLists | None = None
    """None: not at hand, so that qualification is not checked."""
    known: Evidence = NOTHING_MORE
    """Certificates and revocation data that the caller has from elsewhere, as DER."""

    def current_lists(self, now: datetime) -> TrustedLists | None:
        """Give the trusted lists when they are at hand and speak for today."""
        lists = self.trusted_lists
        return lists if lists is not None and lists.is_current(now) else None

    def seal_anchors(self, now: datetime) -> tuple[Anchor, ...]:
        """Give every anchor for seals; the trusted lists' come first."""
        lists = self.current_lists(now)
        return (*(lists.seal_anchors() if lists else ()), *self.signers)

    def timestamp_anchors(self, now: datetime) -> tuple[Anchor, ...]:
        """Give every anchor for time stamps; the trusted lists' come first."""
        lists = self.current_lists(now)
        listed = (*lists.timestamp_anchors(), *lists.seal_anchors()) if lists else ()
        return (*listed, *self.timestamp_authorities)


TRUST_NOBODY = SealTrust()

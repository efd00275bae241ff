"""What a seal is judged by: whom we believe, and what else we know of certificates."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from verifier.securing.jades.evidence import Evidence
from verifier.securing.pki.anchors import Anchor, AnchorLookup, either, lookup, nobody
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
        """Give the trusted lists that are at hand and speak for today."""
        return self.trusted_lists.as_of(now) if self.trusted_lists is not None else None

    def seal_anchors(self, at: datetime, now: datetime) -> AnchorLookup:
        """Look up who is believed on a seal of a moment; the trusted lists come first."""
        lists = self.current_lists(now)
        return either(lists.seal_anchors(at) if lists else nobody, lookup(self.signers))

    def timestamp_anchors(self, now: datetime) -> Callable[[datetime], AnchorLookup]:
        """Look up who is believed on a time stamp, by its time; the trusted lists come first."""
        lists, chosen = self.current_lists(now), lookup(self.timestamp_authorities)
        return lambda at: either(lists.timestamp_anchors(at) if lists else nobody, chosen)


TRUST_NOBODY = SealTrust()

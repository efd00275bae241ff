"""Whom certificates are believed on: the anchors of trust, and what each kind is worth."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

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


AnchorLookup: TypeAlias = Callable[[str], Iterable[Anchor]]
"""Give the anchors of a subject, by its name in the library's hashable form."""
AnchorIndex: TypeAlias = Mapping[str, tuple[Anchor, ...]]


def index(anchors: Iterable[Anchor]) -> AnchorIndex:
    """Arrange anchors by their subjects: the EU's lists name thousands."""
    found: dict[str, tuple[Anchor, ...]] = {}
    for anchor in anchors:
        subject = anchor.certificate.subject.hashable
        found[subject] = (*found.get(subject, ()), anchor)
    return found


def lookup(anchors: Iterable[Anchor]) -> AnchorLookup:
    """Look up among a few anchors."""
    arranged = index(anchors)
    return lambda subject: arranged.get(subject, ())


def nobody(_subject: str) -> tuple[Anchor, ...]:
    """Believe nobody."""
    return ()


def either(first: AnchorLookup, second: AnchorLookup) -> AnchorLookup:
    """Look up in both; what the first finds comes first."""
    return lambda subject: (*first(subject), *second(subject))

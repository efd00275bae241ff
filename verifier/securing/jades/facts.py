"""What was found out about a seal: facts, from which verdicts are derived."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum

from verifier.report import Finding, Outcome
from verifier.securing.jades.timestamping import TimestampFacts
from verifier.securing.pki.certificates import CertificateFacts
from verifier.securing.pki.path import PathFacts
from verifier.securing.pki.trusted_lists import TrustedLists


class Level(StrEnum):
    """How long a seal can be proven: the baseline levels of ETSI TS 119 182-1, clause 6."""

    B = "B"
    """A signed header that says all it must."""
    T = "T"
    """A time stamp is over the signature."""
    LT = "LT"
    """Certificates and revocation data are kept in it."""
    LTA = "LTA"
    """An archive time stamp is over all of that."""


class Standing(Enum):
    """What the seal is worth. None is ever called what it is not."""

    QUALIFIED = "qualified"
    """A qualified electronic seal: qualified certificate and qualified device, by the EU lists."""
    QUALIFIED_UNCONFIRMED = "qualified-unconfirmed"
    """The same by the EU lists, but whether the certificate had been revoked is not known."""
    ADVANCED_QUALIFIED_CERTIFICATE = "advanced-with-qualified-certificate"
    """On the EU lists; of the device nothing is known."""
    ADVANCED = "advanced"
    """By an authority that whoever runs this verifier chose to believe."""
    DEMO = "demo"
    """Made for trying out; it vouches for nothing."""
    UNKNOWN = "unknown"
    """Nobody known here vouches for it, or the EU lists are not at hand."""


@dataclass(frozen=True, slots=True)
class SealFacts:
    """What was found out about a seal."""

    intact: bool = False
    algorithm: str | None = None
    certificate: CertificateFacts | None = None
    """Believe what it says only as far as the path is trusted."""
    claimed_at: datetime | None = None
    """When the signer says that it was made."""
    proven_at: datetime | None = None
    """When it is proven to have existed, by a time stamp that is relied upon."""
    timestamps: tuple[TimestampFacts, ...] = ()
    path: PathFacts | None = None
    standing: Standing = Standing.UNKNOWN
    level: Level | None = None
    lists: TrustedLists | None = field(default=None, repr=False)
    """What the EU trusted lists at hand say of the authorities that were asked about."""


@dataclass(frozen=True, slots=True)
class CheckedSeal:
    """The judgement on a seal: its facts, and one finding for each question."""

    facts: SealFacts
    findings: tuple[Finding, ...]

    @property
    def is_intact(self) -> bool:
        """Tell whether the content may be believed to be what the certificate's key sealed."""
        return self.facts.intact

    @property
    def outcome(self) -> Outcome:
        """Derive the verdict on the seal alone: the worst finding decides."""
        outcomes = {finding.outcome for finding in self.findings}
        for worst in (Outcome.FAILED, Outcome.INDETERMINATE):
            if worst in outcomes or not outcomes:
                return worst
        return Outcome.PASSED

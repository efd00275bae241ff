"""The report: facts are stored, the verdict is derived from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from contexts import JsonObject
from verifier.problems import Problem
from verifier.resources import Need
from verifier.trust import TrustJudgement

if TYPE_CHECKING:  # the seal's facts are findings too, so they import this module
    from verifier.securing.jades.facts import SealFacts


class Outcome(Enum):
    """The three words of ETSI EN 319 102-1."""

    PASSED = "passed"
    INDETERMINATE = "indeterminate"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: str
    """Named after the property: "format", "verificationMethod", "proof", "context", "claims",
    "validFrom", "validUntil", "schema", "achievement" ("endorsementSubject" of an endorsement),
    "credentialStatus", "issuer"; one for each "relatedResource" and "endorsement" in a credential;
    of a presentation "holder", and for each credential in it "credential"."""
    outcome: Outcome
    problem: Problem | None = None
    """The one true cause. With PASSED it is a notice: worth saying, and no fault."""
    params: Mapping[str, str] = field(default_factory=dict)
    """What was looked at: dates, purposes, identifiers of keys; never the learner's data."""

    def __reduce__(self) -> tuple[object, ...]:
        """Cross to another process in a few steps; a report has a dozen of these."""
        return (Finding, (self.check, self.outcome, self.problem, self.params))


@dataclass(frozen=True, slots=True)
class Facts:
    """Who secured the document and how, as far as it was found out."""

    issuer_id: str | None = None
    """As the document says; believe it only when verificationMethod and proof passed."""
    verification_method: str | None = None
    controller: str | None = None
    securing: str | None = None
    """The cryptosuite of the proof that held, or the JWS algorithm."""
    holder_id: str | None = None
    """Who presented the credentials, once the signature has shown it."""
    trust: TrustJudgement | None = None
    """What the policy said of the issuer; None when the checklist stopped before."""
    seal: "SealFacts | None" = None
    """Of a sealed credential: what was found out about the seal, once it is intact."""


@dataclass(frozen=True, slots=True)
class Report:
    """All that one verification found out."""

    document: JsonObject | None
    """The credential or presentation as data, with proof and without JWT claims; None when it was
    not readable."""
    findings: tuple[Finding, ...]
    needs: tuple[Need, ...]
    """What would make the answer more certain; empty when the verification is complete."""
    used: tuple[str, ...]
    """`sha256:<hex> <url>` of every resource consulted, in the order of first use."""
    format: str | None = None
    """What the input is, by the names of verifier.parse; also of formats that are not read."""
    facts: Facts = field(default_factory=Facts)
    credentials: tuple["Report", ...] = ()
    """Of a presentation: what was found out about each credential in it, in its order."""
    endorsements: tuple["Report", ...] = ()
    """Of a credential: what was found out about each endorsement in it."""
    trust_layers: tuple[Finding, ...] = ()
    """Of a credential whose signature holds: who stands behind it, by verifier.trust_layers. They
    explain the finding "issuer" and decide nothing themselves."""

    @property
    def outcome(self) -> Outcome:
        """Derive the verdict: the worst finding decides, and nothing found is not a pass."""
        outcomes = {finding.outcome for finding in self.findings}
        if Outcome.FAILED in outcomes:
            return Outcome.FAILED
        if Outcome.INDETERMINATE in outcomes or not outcomes:
            return Outcome.INDETERMINATE
        return Outcome.PASSED

    @property
    def root_cause(self) -> Finding | None:
        """Give the first failed finding, else the first indeterminate one, else None."""
        for outcome in (Outcome.FAILED, Outcome.INDETERMINATE):
            for finding in self.findings:
                if finding.outcome is outcome:
                    return finding
        return None

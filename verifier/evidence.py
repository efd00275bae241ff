"""An evidence pack: everything one verdict rested on, so that it can be reached again later.

`replay` makes the same call of `verify` again, offline: same bytes, resources, time, judgements of
issuers and limits, hence the same report. What a pack does *not* do:

- It answers what was true at its `now`, never what is true today: a credential revoked since is
  still good in it.
- Its digest shows accidents, not forgery: who changes a pack can compute the digest anew. A key
  document or the judgement of an issuer in it is only as good as whoever kept the pack. So nobody
  may replay a stranger's pack and call the result a verdict; `seal` is room for a keeper's mark,
  and for third parties a timestamp over the digest can stand beside the file.
- Contexts and schemas are not in it, only the digest of their list. Another release may have
  others, or other rules: `agrees` tells whether the replay still says what the pack says.
- Packs of UnsafeAnyController do not replay: whoever replays binds keys to issuers.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from contexts.manifest import data_bytes
from verifier.limits import LIMITS, Limits
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.registries.authorities import CertificateAuthorities
from verifier.report import Report
from verifier.resources import Resources
from verifier.securing.jades import SealTrust
from verifier.securing.pki.trusted_lists import TrustedLists
from verifier.trust import TrustJudgement
from verifier.verify import verify

MEDIA_TYPE = "application/vnd.dokazilo.evidence+json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class StatedFinding:
    """What one check found, in words that no release changes."""

    check: str
    outcome: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """What a report came to: its outcome, and each finding by its code."""

    outcome: str
    findings: tuple[StatedFinding, ...]

    @classmethod
    def of(cls, report: Report) -> "Stated":
        """Give what a report states."""
        findings = (
            StatedFinding(one.check, one.outcome.value, one.problem.code if one.problem else None)
            for one in report.findings
        )
        return cls(report.outcome.value, tuple(findings))


@dataclass(frozen=True, slots=True)
class RecordedPolicy:
    """A trust policy that says again what another one said."""

    name: str
    version: str
    judgements: Mapping[str, TrustJudgement] = field(default_factory=dict)
    """By issuer: those that were asked about, and no others."""
    sources: tuple[CertificateAuthorities, ...] = ()
    """The certificate authorities that vouched for an issuer."""
    lists: TrustedLists | None = None
    """What the EU trusted lists said of the authorities of a seal."""

    @classmethod
    def of(
        cls,
        report: Report,
        *,
        name: str,
        version: str,
        authorities: Iterable[CertificateAuthorities] = (),
    ) -> "RecordedPolicy":
        """Record what a policy said while the report was made; of `authorities` those it used."""
        judgements = dict(_judgements(report))
        used = {one.source for one in judgements.values() if one.kind == "certificate"}
        sealed = report.facts.seal is not None  # then every one of them was asked
        kept = tuple(one for one in authorities if sealed or one.name in used)
        lists = report.facts.seal.lists if report.facts.seal else None
        return cls(name, version, judgements, kept, lists)

    def judge(self, issuer_id: str) -> TrustJudgement:
        """Repeat the recorded judgement; whoever was not asked about is not known."""
        return self.judgements.get(issuer_id) or TrustJudgement(
            known=False, name=None, source=self.name
        )


def _judgements(report: Report) -> Iterator[tuple[str, TrustJudgement]]:
    if report.facts.trust is not None and report.facts.issuer_id is not None:
        yield report.facts.issuer_id, report.facts.trust
    for part in (*report.credentials, *report.endorsements):
        yield from _judgements(part)


@lru_cache(maxsize=1)
def contexts_digest() -> str:
    """Name the bundled contexts, schemas and vocabularies by the digest of their list."""
    return "sha256:" + hashlib.sha256(data_bytes("manifest.json")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePack:
    """One verification, complete: its arguments, and what it came to."""

    secured: bytes
    resources: Resources
    now: datetime
    policy: RecordedPolicy
    limits: Limits = LIMITS
    request: PresentationRequest = NOTHING_ASKED
    release: str
    """The software that made the report."""
    contexts: str = field(default_factory=contexts_digest)
    stated: Stated
    seal: str | None = None
    """A mark over the digest by whoever keeps packs; its meaning is the keeper's."""


def replay(pack: EvidencePack) -> Report:
    """Verify again what is in the pack, as it was then; the pack is not judged, only its content.

    Give it only a pack that you kept or made yourself.
    """
    return verify(
        pack.secured,
        pack.resources,
        now=pack.now,
        policy=pack.policy,
        limits=pack.limits,
        request=pack.request,
        seal_trust=SealTrust(trusted_lists=pack.policy.lists),
    )


def agrees(pack: EvidencePack, report: Report) -> bool:
    """Tell whether a replay came to what the pack states."""
    return Stated.of(report) == pack.stated

"""Evidence packs in the service: made beside a report, vouched for, and judged again.

A pack can be forged by whoever holds it (verifier.evidence says why), so only a pack that carries
our own mark is replayed for the public. The credential in any other is checked anew, as of today.
"""

import dataclasses
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.keys.sealing import Vault
from app.release import VERSION
from app.report_view import POLICY
from app.rounds import Run
from app.submission_problems import problem_of_submission, report_of_problem
from verifier import Finding, Limits, Outcome, Report
from verifier.evidence import EvidencePack, RecordedPolicy, Stated, agrees
from verifier.evidence_file import EvidenceRefused, digest_of
from verifier.evidence_reading import from_bytes
from verifier.registries.authorities import CertificateAuthorities

CHECK = "evidence"

_PURPOSE = "evidence pack"


class Keeper(Protocol):
    """Mark packs, and recognise the own ones."""

    def mark(self, digest: str) -> str | None:
        """Give the mark for a pack's digest; None where packs are not marked."""
        ...

    def vouches(self, digest: str, mark: str | None) -> bool:
        """Tell whether a pack is to be believed."""
        ...


@dataclass(frozen=True, slots=True)
class VaultKeeper:
    """Mark packs by a keyed hash under the master key, so that nothing has to be kept."""

    vault: Vault

    def mark(self, digest: str) -> str:
        """Give HMAC-SHA-256 of the digest, in hexadecimal."""
        return self.vault.lookup(digest, purpose=_PURPOSE).hex()

    def vouches(self, digest: str, mark: str | None) -> bool:
        """Tell whether the mark is ours."""
        return mark is not None and hmac.compare_digest(mark.encode(), self.mark(digest).encode())


@dataclass(frozen=True, slots=True)
class UnmarkedKeeper:
    """Mark nothing; believe every pack or none, as the one who asks has decided."""

    believes: bool = False

    def mark(self, digest: str) -> None:
        """Give no mark."""
        del digest

    def vouches(self, digest: str, mark: str | None) -> bool:
        """Tell what was decided."""
        del digest, mark
        return self.believes


def pack_of(
    report: Report,
    secured: bytes,
    run: Run,
    limits: Limits,
    authorities: Iterable[CertificateAuthorities],
) -> EvidencePack:
    """Put a verification and everything that it rests on into a pack, without a mark."""
    return EvidencePack(
        secured=secured,
        resources=run.resources,
        now=run.judged_at,
        policy=RecordedPolicy.of(report, name=POLICY, version=VERSION, authorities=authorities),
        limits=limits,
        request=run.request,
        release=VERSION,
        stated=Stated.of(report),
    )


@dataclass(frozen=True, slots=True)
class ReadPack:
    """An evidence pack that can be read, and its digest."""

    pack: EvidencePack
    digest: str


def read_pack(data: bytes) -> ReadPack | Report:
    """Read a pack without judging what is in it, or say why it cannot be read; never raises."""
    try:
        pack = from_bytes(data)
    except EvidenceRefused as refused:
        return report_of_problem(refused.code, **refused.params)
    return ReadPack(pack, digest_of(pack))


def with_pack_finding(report: Report, pack: EvidencePack) -> Report:
    """Say of a replay that it is one, and whether it came to what the pack states."""
    params = {"date": pack.now.isoformat()}
    finding = Finding(CHECK, Outcome.PASSED, None, params)
    if not agrees(pack, report):
        params["release"] = pack.release
        problem = problem_of_submission("EVIDENCE_DIFFERS", **params)
        finding = Finding(CHECK, Outcome.INDETERMINATE, problem, params)
    return dataclasses.replace(report, findings=(finding, *report.findings))


def with_foreign_pack_notice(report: Report) -> Report:
    """Say that a pack was not believed, and its credential checked anew."""
    problem = problem_of_submission("EVIDENCE_NOT_OURS")
    finding = Finding(CHECK, Outcome.PASSED, problem)
    return dataclasses.replace(report, findings=(finding, *report.findings))


def marked(pack: EvidencePack, keeper: Keeper) -> EvidencePack:
    """Put the keeper's mark on a pack."""
    return dataclasses.replace(pack, seal=keeper.mark(digest_of(pack)))

"""Judge a seal: the numbered checklist. Integrity, signer, time, path, lists, level: each apart."""

from dataclasses import dataclass, replace
from datetime import datetime

from verifier.judgement import Judged, failed, noticed, passed
from verifier.limits import LIMITS, Limits
from verifier.report import Finding, Outcome
from verifier.securing.jades.evidence import (
    Component,
    Evidence,
    read_components,
    stored_evidence,
)
from verifier.securing.jades.facts import CheckedSeal, Level, SealFacts
from verifier.securing.jades.header import SIGT_ENDS, signing_time
from verifier.securing.jades.imprints import ARCHIVE, CONTENT, KINDS, stamped_bytes
from verifier.securing.jades.path_finding import path_finding
from verifier.securing.jades.seal import SEAL_UNDERSTOOD, Seal
from verifier.securing.jades.signature import JadesSignature, check_integrity
from verifier.securing.jades.standing import standing_of, trust_findings
from verifier.securing.jades.timestamping import CHECK as _TIMESTAMP
from verifier.securing.jades.timestamping import (
    AnchorsAt,
    TimestampFacts,
    judge_timestamps,
)
from verifier.securing.jades.trust import NOTHING_MORE, SealTrust
from verifier.securing.pki.certificates import facts_of
from verifier.securing.pki.path import PathJudge, PathStatus
from verifier.securing.pki.path_building import CertificatePool
from verifier.securing.pki.trusted_lists import TrustedLists

SEAL, CERTIFICATE, TIMESTAMP = "seal", "sealCertificate", _TIMESTAMP
PATH, TRUSTED_LIST, QUALIFICATION = "sealPath", "sealTrustedList", "sealQualification"
LEVEL = "sealLevel"
CHECKS = (SEAL, CERTIFICATE, TIMESTAMP, PATH, TRUSTED_LIST, QUALIFICATION, LEVEL)
"""The findings' names, in their order."""

_SEALING_USES = frozenset({"digital_signature", "non_repudiation"})
_KNOWN_COMPONENTS = frozenset(KINDS) | {"xVals", "rVals", "axVals", "arVals", "tstVD"}


@dataclass(frozen=True, slots=True)
class _Added:
    """What was added to the seal, or why that cannot be read."""

    components: tuple[Component, ...] = ()
    evidence: Evidence = NOTHING_MORE
    fault: Finding | None = None


def check_seal(
    seal: Seal, *, trust: SealTrust, now: datetime, limits: Limits = LIMITS
) -> CheckedSeal:
    """Judge a seal by its bytes, the trust and the time alone; always give findings.

    `now` is an aware datetime. Whom the seal belongs to is in the facts' certificate; whether that
    is the issuer the credential names is the caller's question.
    """
    signature = seal.signature
    # (1) integrity: without it nothing else can be believed
    try:
        certificate = check_integrity(signature, SEAL_UNDERSTOOD)
        claimed_at = _claimed_time(signature, now, limits)
    except Judged as stopped:
        return CheckedSeal(SealFacts(), (stopped.finding(SEAL),))
    facts = SealFacts(
        intact=True,
        algorithm=signature.header.algorithm,
        certificate=facts_of(certificate),
        claimed_at=claimed_at,
    )
    findings = [_integrity_finding(signature, claimed_at), _certificate_finding(facts)]
    added = _read_added(signature, limits)
    judge = _path_judge(signature, added.evidence + trust.known)
    # (2) the time stamps, and since when the seal is proven to exist
    timestamps = _timestamps(signature, added, judge, trust.timestamp_anchors(now), now)
    facts = replace(facts, timestamps=timestamps, proven_at=_proven_at(timestamps))
    findings.append(_timestamp_finding(facts, added))
    # (3) the certificate's path, at the proven time and not today's: certificates expire
    at = facts.proven_at or now
    facts = replace(facts, path=judge.judge(certificate, trust.seal_anchors(at, now), at))
    findings.append(path_finding(PATH, facts))
    # (4) what the EU trusted lists say of it
    facts = replace(facts, standing=standing_of(facts, trust.current_lists(now)))
    facts = replace(facts, lists=_excerpt(trust, judge.pool))
    findings += trust_findings((TRUSTED_LIST, QUALIFICATION), facts, trust, now)
    # (5) how long it can be proven
    facts = replace(facts, level=_level(facts, added))
    return CheckedSeal(facts, (*findings, _level_finding(facts, added)))


def _excerpt(trust: SealTrust, pool: CertificatePool) -> TrustedLists | None:
    """Keep of the lists what can have been asked for, so that the verdict can be reached again."""
    if trust.trusted_lists is None:
        return None
    names = [(one.subject, one.issuer) for one in pool.certificates.values()]
    return trust.trusted_lists.excerpt(name.hashable for pair in names for name in pair)


def _claimed_time(signature: JadesSignature, now: datetime, limits: Limits) -> datetime:
    claimed = signing_time(signature.header)
    if claimed > now + limits.clock_skew:
        raise failed(
            "SEAL_TIME_IN_FUTURE",
            f"The seal says it was made on {claimed:%Y-%m-%d}, which is yet to come.",
            date=claimed.isoformat(),
        )
    return claimed


def _integrity_finding(signature: JadesSignature, claimed_at: datetime) -> Finding:
    said = {"algorithm": signature.header.algorithm, "date": claimed_at.isoformat()}
    if "sigT" in signature.header.members and claimed_at >= SIGT_ENDS:
        return noticed(
            SEAL,
            "SEAL_TIME_OLDER_FORM",
            "The seal states its time as sigT, which new seals no longer do since 15 July 2025 "
            "(ETSI TS 119 182-1 v1.2.1). It is intact all the same.",
            **said,
        )
    return passed(SEAL, **said)


def _certificate_finding(facts: SealFacts) -> Finding:
    says = facts.certificate
    if says is None or (says.key_usage and not says.key_usage & _SEALING_USES):
        return failed(
            "SEAL_CERTIFICATE_UNFIT",
            "The seal was made with a certificate that is not for sealing.",
        ).finding(CERTIFICATE)
    named = {
        "subject": says.subject,
        "organisation": says.organisation,
        "identifier": says.organisation_identifier,
        "issuer": says.issuer,
        "serial": str(says.serial),
        "valid_until": says.valid_until.isoformat(),
    }
    return passed(CERTIFICATE, **{name: value for name, value in named.items() if value})


def _read_added(signature: JadesSignature, limits: Limits) -> _Added:
    try:
        components = read_components(signature.unsigned, limits)
        return _Added(components, stored_evidence(components))
    except Judged as stopped:
        return _Added(fault=stopped.finding(TIMESTAMP))


def _path_judge(signature: JadesSignature, evidence: Evidence) -> PathJudge:
    pool = CertificatePool()
    pool.add(signature.header.certificates)
    pool.add(evidence.certificates)
    judge = PathJudge(pool)
    judge.add_revocations(evidence.crls, evidence.ocsps)
    return judge


def _timestamps(
    signature: JadesSignature,
    added: _Added,
    judge: PathJudge,
    anchors: AnchorsAt,
    now: datetime,
) -> tuple[TimestampFacts, ...]:
    try:
        stamps = stamped_bytes(signature, added.components)
    except Judged as stopped:
        return (TimestampFacts("etsiU", cause=stopped.finding(TIMESTAMP)),)
    return judge_timestamps(stamps, judge, anchors, now)


def _proven_at(timestamps: tuple[TimestampFacts, ...]) -> datetime | None:
    # A content time stamp proves the content's age, not the seal's.
    times = [t.time for t in timestamps if t.holds and t.time is not None and t.kind != CONTENT]
    return min(times, default=None)


def _timestamp_finding(facts: SealFacts, added: _Added) -> Finding:
    causes = [added.fault, *(stamp.cause for stamp in facts.timestamps)]
    stopped = [cause for cause in causes if cause is not None]
    if stopped:  # a broken one says more than one that is not relied upon
        return next((cause for cause in stopped if cause.outcome is Outcome.FAILED), stopped[0])
    if facts.proven_at is None:
        return noticed(
            TIMESTAMP,
            "SEAL_NOT_TIMESTAMPED",
            "Only the signer says when the seal was made; no time stamp proves it.",
        )
    authority = next((s.authority for s in facts.timestamps if s.time == facts.proven_at), None)
    return passed(TIMESTAMP, date=facts.proven_at.isoformat(), authority=authority or "")


def _level(facts: SealFacts, added: _Added) -> Level:
    fitting = {stamp.kind for stamp in facts.timestamps if stamp.fits}
    if not fitting - {CONTENT}:
        return Level.B
    stored = added.evidence
    covers = facts.path is not None and facts.path.status is not PathStatus.REVOCATION_UNKNOWN
    if not (stored.certificates and (stored.crls or stored.ocsps) and covers):
        return Level.T
    return Level.LTA if ARCHIVE in fitting else Level.LT


def _level_finding(facts: SealFacts, added: _Added) -> Finding:
    level = facts.level.value if facts.level else ""
    unread = sorted({c.name for c in added.components} - _KNOWN_COMPONENTS)
    if unread:
        return noticed(
            LEVEL,
            "SEAL_EVIDENCE_NOT_READ",
            "Something was added to the seal that is not looked at here, such as a "
            "counter-signature. It changes nothing about the seal itself.",
            level=level,
        )
    if facts.level in (Level.LT, Level.LTA):
        return passed(LEVEL, level=level)
    return noticed(
        LEVEL,
        "SEAL_NOT_LONG_TERM",
        f"The seal is of level {level}: it does not keep what is needed to prove it once its "
        "certificate has expired.",
        level=level,
    )

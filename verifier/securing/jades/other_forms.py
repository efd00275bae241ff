"""JAdES that is no European Digital Credential: it is not judged, but whether it is intact is said.

So nobody takes "sealed in another way" for "altered", nor an altered document for one in another
form only.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from verifier.judgement import Judged, passed, undecided
from verifier.limits import LIMITS, Limits
from verifier.report import Finding, Outcome
from verifier.securing.jades.certificate_reference import check_certificate_reference
from verifier.securing.jades.evidence import read_components, stored_evidence
from verifier.securing.jades.header import SignedHeader, read_header
from verifier.securing.jades.imprints import stamped_bytes
from verifier.securing.jades.serialization import read_jws
from verifier.securing.jades.signature import (
    JadesSignature,
    check_integrity,
    read_signatures,
    signing_certificate,
)
from verifier.securing.jades.timestamping import judge_timestamps
from verifier.securing.pki.anchors import nobody
from verifier.securing.pki.path import PathJudge
from verifier.securing.pki.path_building import CertificatePool

_SEAL = "seal"
_TYPES = frozenset({"jose", "jose+json"})
_MEMBERS = frozenset({"sigT", "sigD", "x5t#o", "sigX5ts", "adoTst", "sigPId", "srCms", "sigPl"})
_SEGMENTS = 3
_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


def looks_like_compact_jades(text: str, limits: Limits = LIMITS) -> bool:
    """Tell a compact JAdES signature from other tokens, by its header alone."""
    segments = text.split(".")
    if len(segments) != _SEGMENTS:
        return False
    try:
        return _is_jades(read_header(segments[0], limits))
    except Judged:
        return False


def integrity_findings(data: bytes, limits: Limits = LIMITS) -> tuple[Finding, ...]:
    """Say of JAdES of any form whether it is intact; nothing when it cannot be read.

    The worst of its signatures decides. Whose they are, and since when, is not asked.
    """
    try:
        signatures = read_signatures(read_jws(data, limits), limits)
    except Judged:
        return ()
    findings = [finding for each in signatures for finding in _findings(each, limits)]
    seals = [finding for finding in findings if finding.check == _SEAL]
    others = [finding for finding in findings if finding.check != _SEAL]
    worst = next((each for each in seals if each.outcome is Outcome.FAILED), None)
    undecided_one = next((each for each in seals if each.outcome is not Outcome.PASSED), None)
    return (worst or undecided_one or seals[0], *others[:1])


def _findings(signature: JadesSignature, limits: Limits) -> list[Finding]:
    try:
        check_integrity(_with_certificate(signature, limits))
    except Judged as stopped:
        return [stopped.finding(_SEAL)]
    if signature.is_detached:
        intact = undecided(
            "SEAL_CONTENT_ABSENT",
            "The seal is intact, but what it seals is kept elsewhere and was not handed in.",
        ).finding(_SEAL)
    else:
        intact = passed(_SEAL, algorithm=signature.header.algorithm)
    return [intact, *_broken_stamps(signature, limits)]


def _with_certificate(signature: JadesSignature, limits: Limits) -> JadesSignature:
    """Find the certificate among those added later, by its signed digest, where `x5c` is missing.

    A European seal has to bring it in `x5c`; the standard also allows this.
    """
    header = signature.header
    if "x5c" in header.members:
        return signature
    for der in stored_evidence(read_components(signature.unsigned, limits)).certificates:
        tried = replace(header, certificates=(der,))
        with suppress(Judged):
            check_certificate_reference(tried, signing_certificate(tried))
            return replace(signature, header=tried)
    return signature


def _broken_stamps(signature: JadesSignature, limits: Limits) -> list[Finding]:
    try:
        stamps = stamped_bytes(signature, read_components(signature.unsigned, limits))
    except Judged as stopped:
        return [stopped.finding("sealTimestamp")]
    judge = PathJudge(CertificatePool())
    # Whom to believe is not asked here, so the moment does not matter.
    judged = judge_timestamps(stamps, judge, lambda _: nobody, _ANY_MOMENT)
    causes = [stamp.cause for stamp in judged if stamp.cause is not None]
    return [cause for cause in causes if cause.outcome is Outcome.FAILED]


def _is_jades(header: SignedHeader) -> bool:
    kind = header.members.get("typ")
    named = isinstance(kind, str) and kind.lower().removeprefix("application/") in _TYPES
    return named or not _MEMBERS.isdisjoint(header.members)

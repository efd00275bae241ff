"""Say what became of the path of a seal's certificate."""

from verifier.judgement import failed, passed, undecided
from verifier.report import Finding
from verifier.securing.jades.facts import SealFacts
from verifier.securing.pki.path import PathFacts, PathStatus


def path_finding(check: str, facts: SealFacts) -> Finding:
    """Give the finding on the path, judged at the proven time or for today."""
    path = facts.path
    if path is None:
        raise ValueError("The path is judged first.")
    if path.status is PathStatus.HOLDS:
        anchor = path.anchor.name if path.anchor else ""
        return passed(check, date=path.at.isoformat(), authority=anchor)
    if path.status in (PathStatus.REFUSED, PathStatus.NOT_YET_VALID, PathStatus.REVOKED):
        return _wrong(check, facts, path)
    return _open(check, facts, path)


def _wrong(check: str, facts: SealFacts, path: PathFacts) -> Finding:
    if path.status is PathStatus.REFUSED:
        return failed(
            "SEAL_CHAIN_REFUSED",
            f"The certificate's path breaks a rule: {path.reason}",
            reason=path.reason or "",
        ).finding(check)
    when = path.when.isoformat() if path.when else ""
    if path.status is PathStatus.REVOKED:
        before = (
            "before the seal is proven to have existed"
            if facts.proven_at
            else "and no time stamp proves that the seal was made before"
        )
        return failed(
            "SEAL_CERTIFICATE_REVOKED",
            f"The certificate was revoked on {when[:10]}, {before}.",
            date=when,
        ).finding(check)
    return failed(
        "SEAL_CERTIFICATE_NOT_YET_VALID",
        f"The seal is older than its certificate, which is valid from {when[:10]}.",
        date=when,
    ).finding(check)


def _open(check: str, facts: SealFacts, path: PathFacts) -> Finding:
    if path.status is PathStatus.UNKNOWN:
        return undecided(
            "SEAL_CHAIN_UNKNOWN",
            "Nobody known here vouches for the certificate of the seal, so whose it is has not "
            "been confirmed.",
        ).finding(check)
    if path.status is PathStatus.REVOCATION_UNKNOWN:
        return undecided(
            "SEAL_REVOCATION_UNKNOWN",
            "Whether the certificate had been revoked is not known: the seal keeps nothing about "
            "it for that time.",
            date=path.at.isoformat(),
        ).finding(check)
    when = path.when.isoformat() if path.when else ""
    relied = "" if facts.proven_at else ", and no time stamp relied upon proves the seal is older"
    return undecided(
        "SEAL_CERTIFICATE_EXPIRED",
        f"A certificate of the seal expired on {when[:10]}{relied}.",
        date=when,
    ).finding(check)

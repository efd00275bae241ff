"""Step 7: is the issuer somebody whom this verifier's operator knows?"""

from verifier.judgement import Judged, passed, shown, undecided
from verifier.report import Finding
from verifier.trust import TrustJudgement

CHECK = "issuer"
STRANGER = TrustJudgement(known=False, name=None, source="certificate", kind="certificate")
"""What is known of an issuer whose key rests on a certificate of an authority nobody chose."""


def check_issuer(issuer_id: str, judgement: TrustJudgement) -> Finding:
    """Turn the policy's judgement into a finding; unknown is not wrong, and not good either."""
    if judgement.known:
        return passed(
            CHECK, issuer=shown(issuer_id), name=judgement.name or "", source=judgement.source
        )
    return not_known(issuer_id, judgement).finding(CHECK)


def not_known(issuer_id: str, judgement: TrustJudgement) -> Judged:
    """Say why the issuer is not known: no source knows it, or not every source could be asked."""
    if judgement.not_consulted:
        first = judgement.not_consulted[0]
        names = ", ".join(missed.registry for missed in judgement.not_consulted)
        return undecided(
            "ISSUER_NOT_CHECKED",
            f"Whether the issuer {shown(issuer_id)} is known could not be found out, because "
            f"{names} could not be asked: {first.detail}",
            issuer=shown(issuer_id),
            registry=names,
            cause=first.code,
        )
    return undecided(
        "ISSUER_UNKNOWN",
        f"The signature is good and the key belongs to {shown(issuer_id)}, but that issuer is not "
        "known here. Find out by other means who this is.",
        issuer=shown(issuer_id),
        source=judgement.source,
    )

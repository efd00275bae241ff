"""Step 7: is the issuer somebody whom this verifier's operator knows?"""

from verifier.judgement import passed, shown, undecided
from verifier.report import Finding
from verifier.trust import TrustJudgement

CHECK = "issuer"


def check_issuer(issuer_id: str, judgement: TrustJudgement) -> Finding:
    """Turn the policy's judgement into a finding; unknown is not wrong, and not good either."""
    if judgement.known:
        return passed(
            CHECK, issuer=shown(issuer_id), name=judgement.name or "", source=judgement.source
        )
    return undecided(
        "ISSUER_UNKNOWN",
        f"The signature is good and the key belongs to {shown(issuer_id)}, but that issuer is not "
        "known here. Find out by other means who this is.",
        issuer=shown(issuer_id),
        source=judgement.source,
    ).finding(CHECK)

"""What a seal is worth: by the EU trusted lists, by choice, or for trying out only."""

from datetime import datetime

from verifier.judgement import noticed, passed, undecided
from verifier.report import Finding
from verifier.securing.jades.facts import SealFacts, Standing
from verifier.securing.jades.trust import SealTrust
from verifier.securing.pki.anchors import AnchorKind
from verifier.securing.pki.path import PathStatus
from verifier.securing.pki.trusted_lists import Qualification, TrustedLists

_TRUSTED = (PathStatus.HOLDS, PathStatus.REVOCATION_UNKNOWN)
_BY_LISTS = {
    Qualification.QUALIFIED_SEAL: Standing.QUALIFIED,
    Qualification.QUALIFIED_CERTIFICATE: Standing.ADVANCED_QUALIFIED_CERTIFICATE,
    Qualification.NOT_FOR_SEALS: Standing.ADVANCED,
    Qualification.NOT_QUALIFIED: Standing.ADVANCED,
}


def standing_of(facts: SealFacts, lists: TrustedLists | None) -> Standing:
    """Tell what the seal is worth at the time its path was judged for."""
    path = facts.path
    if path is None or path.anchor is None or path.status not in _TRUSTED:
        return Standing.UNKNOWN
    match path.anchor.kind:
        case AnchorKind.DEMO:
            return Standing.DEMO
        case AnchorKind.CONFIGURED:
            return Standing.ADVANCED
        case AnchorKind.TRUSTED_LIST if lists is not None:
            found = _BY_LISTS[lists.qualify(path)]
            if found is Standing.QUALIFIED and path.status is not PathStatus.HOLDS:
                return Standing.QUALIFIED_UNCONFIRMED
            return found
        case _:
            return Standing.UNKNOWN


def trust_findings(
    checks: tuple[str, str], facts: SealFacts, trust: SealTrust, now: datetime
) -> tuple[Finding, Finding]:
    """Give the findings on the trusted list and on qualification, each its own line."""
    listed, qualified = checks
    return (_list_finding(listed, facts, trust, now), _qualification_finding(qualified, facts))


def _list_finding(check: str, facts: SealFacts, trust: SealTrust, now: datetime) -> Finding:
    anchor = facts.path.anchor if facts.path else None
    if anchor is not None and anchor.kind is AnchorKind.TRUSTED_LIST:
        return passed(check, authority=anchor.name)
    if anchor is not None:
        # Whoever runs this verifier chose to believe this one: a verdict, and no doubt.
        return noticed(
            check,
            "SEAL_NOT_ON_TRUSTED_LIST",
            "The seal is intact; its signer is not on the EU trusted list. It is believed here "
            f"because of {anchor.name}.",
            authority=anchor.name,
        )
    lists = trust.current_lists(now)
    if lists is None:
        return undecided(
            "SEAL_TRUSTED_LISTS_MISSING",
            "The EU trusted lists are not at hand or out of date, so whether the signer is on them "
            "was not checked.",
        ).finding(check)
    if lists.missing:
        at_hand = ", ".join(sorted(lists.valid_until))
        return undecided(
            "SEAL_TRUSTED_LISTS_INCOMPLETE",
            f"The signer is not on the trusted lists at hand ({at_hand}). Those of other countries "
            "were not looked at.",
            territories=at_hand,
        ).finding(check)
    return undecided(
        "SEAL_NOT_ON_TRUSTED_LIST",
        "The seal is intact; its signer is not on the EU trusted list, or was not at that time.",
    ).finding(check)


def _qualification_finding(check: str, facts: SealFacts) -> Finding:
    standing = facts.standing
    if standing is Standing.QUALIFIED:
        return passed(check, standing=standing.value)
    if standing is Standing.QUALIFIED_UNCONFIRMED:
        return undecided(
            "SEAL_QUALIFICATION_UNCONFIRMED",
            "By the EU trusted lists the certificate is one for qualified seals. Whether it had "
            "been revoked is not known, so this is not confirmed.",
            standing=standing.value,
        ).finding(check)
    if standing is Standing.UNKNOWN:
        return undecided(
            "SEAL_QUALIFICATION_UNKNOWN",
            "Whether this is a qualified seal is not known. Its certificate alone does not tell.",
        ).finding(check)
    if standing is Standing.DEMO:
        return noticed(
            check,
            "SEAL_DEMO",
            "This is a demonstration seal: it shows how sealing works and vouches for nothing.",
            standing=standing.value,
        )
    return noticed(
        check,
        "SEAL_NOT_QUALIFIED",
        "This is an advanced seal, not a qualified one.",
        standing=standing.value,
    )

"""Layer 4 of trust: was the programme approved, by whom and when?

Only the source that knows the issuer is asked, about the achievement's id, and it must have the
programme under this very issuer. "Accredited" written in a credential is the issuer's own word.
"""

import re

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, noticed, passed, shown, undecided
from verifier.registries.reading import read_long
from verifier.report import Finding
from verifier.resources import Kind
from verifier.trust import TrustJudgement

LAYER = "programme"

_VERSION = re.compile(r"[0-9a-f-]{36}/versions/[1-9][0-9]{0,6}", re.ASCII)


def programme_layer(
    issuer_ids: frozenset[str], subject: JsonObject, judgement: TrustJudgement, inquiry: Inquiry
) -> tuple[Finding, ...]:
    """Say whether the achievement's programme was approved; nothing where there is none.

    `issuer_ids` are all the identifiers under which the register may have the issuer.
    """
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict):
        return ()
    try:
        return (_judge(achievement.get("id"), issuer_ids, judgement, inquiry),)
    except Judged as stopped:
        return (stopped.finding(LAYER),)


def _judge(
    programme: JsonValue, issuer_ids: frozenset[str], judgement: TrustJudgement, inquiry: Inquiry
) -> Finding:
    if judgement.programmes is None:
        return _by_accreditation(judgement)
    if not isinstance(programme, str) or not _is_in(judgement.programmes, programme):
        raise _not_listed(judgement, programme)
    url = f"{programme}.json"
    if inquiry.lacks(url):
        raise _not_listed(judgement, programme)
    body = inquiry.fetched(url, Kind.PROGRAMME, LAYER).body
    entry = read_long(judgement.source, body, inquiry)
    _check_provider(entry, programme, issuer_ids)
    return _approval(entry, programme, judgement)


def _by_accreditation(judgement: TrustJudgement) -> Finding:
    named = judgement.entry.get("accreditation")
    if named is None:
        raise undecided(
            "PROGRAMME_NOT_KNOWN",
            "No source that this verifier's operator chose says anything of programmes and their "
            "approval for this issuer. Ask who approved the programme, and when.",
        )
    date = judgement.entry.get("accredited_on", "")
    return passed(LAYER, accreditation=named, source=judgement.source, decided=date)


def _is_in(programmes: str, identifier: str) -> bool:
    return identifier.startswith(programmes) and bool(
        _VERSION.fullmatch(identifier.removeprefix(programmes))
    )


def _not_listed(judgement: TrustJudgement, programme: JsonValue) -> Judged:
    return undecided(
        "PROGRAMME_NOT_LISTED",
        f"{judgement.source} knows the issuer, but no approved programme {shown(programme)} of it. "
        "Ask the issuer who approved the programme.",
        programme=shown(programme),
        source=judgement.source,
    )


def _check_provider(entry: JsonObject, programme: str, issuer_ids: frozenset[str]) -> None:
    provider = entry.get("provider")
    if not isinstance(provider, dict) or provider.get("did") not in issuer_ids:
        raise undecided(
            "PROGRAMME_OF_OTHER",
            f"The programme {shown(programme)} is in the register, but as somebody else's.",
            programme=shown(programme),
        )


def _approval(entry: JsonObject, programme: str, judgement: TrustJudgement) -> Finding:
    """Find the decision by which the version was approved."""
    decisions = [one for one in as_list(entry.get("decisions", [])) if isinstance(one, dict)]
    approvals = [one for one in decisions if one.get("step") == "approve"]
    if not approvals:
        raise _not_listed(judgement, programme)
    params = {
        "programme": shown(programme),
        "source": judgement.source,
        **_said_of(approvals[-1]),
    }
    if entry.get("state") == "retired":
        detail = "The programme was approved, and has since been closed to new learners."
        return noticed(LAYER, "PROGRAMME_RETIRED", detail, **params)
    return passed(LAYER, **params)


def _said_of(approval: JsonObject) -> dict[str, str]:
    """Tell when, under which number and by whom it was decided, as far as the register says."""
    told = {
        "date": approval.get("decided_at"),
        "number": approval.get("decision_number"),
    }
    organisation = approval.get("organisation")
    if isinstance(organisation, dict):
        told |= {f"approver_{code}": organisation.get(code) for code in ("sl", "en")}
    return {name: shown(value) for name, value in told.items() if isinstance(value, str) and value}

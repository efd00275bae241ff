"""Problems found before the verifier sees anything: how the credential came to us."""

from verifier import Finding, Outcome, Problem, ProblemKind, Report
from verifier.verify import FORMAT

_PARSING = "https://www.w3.org/TR/vc-data-model#PARSING_ERROR"

# code: (type, or "" for ours; outcome; title; detail)
_TABLE: dict[str, tuple[str, Outcome, str, str]] = {
    "URL_UNREACHABLE": (
        "",
        Outcome.INDETERMINATE,
        "The address could not be read",
        "Nothing could be read from the address, so nothing is known about a credential.",
    ),
    "URL_IS_A_PAGE": (
        "",
        Outcome.INDETERMINATE,
        "The address is a web page",
        "The address leads to a page for people, not to the signed credential itself.",
    ),
    "ADDRESS_CHAIN": (
        "",
        Outcome.INDETERMINATE,
        "One address leads to another",
        "The address leads to a picture or page with another address, and so on for too long.",
    ),
    "BADGE_GONE": (
        "",
        Outcome.FAILED,
        "The badge was taken back",
        "The server says that the badge, of Open Badges 2.0, was taken back for good.",
    ),
    "SEVERAL_CREDENTIALS": (
        "",
        Outcome.INDETERMINATE,
        "More than one credential",
        "The text holds more than one credential. Check them one at a time.",
    ),
    "TEXT_CUT_OFF": (
        _PARSING,
        Outcome.FAILED,
        "The end is missing",
        "The text begins like a credential and stops before its end. Copy all of it.",
    ),
    "TEXT_DAMAGED": (
        "",
        Outcome.INDETERMINATE,
        "The text was damaged on its way",
        "The text was changed on its way and cannot be restored with certainty. Ask for the file.",
    ),
    "CHECK_TOOK_TOO_LONG": (
        "",
        Outcome.INDETERMINATE,
        "The check was broken off",
        "Checking this document took longer than is allowed, so it was broken off.",
    ),
    "NOTHING_TO_VERIFY": (
        "",
        Outcome.INDETERMINATE,
        "There is nothing to verify",
        "This file or line holds neither a credential nor the address of one.",
    ),
    "WORKBOOK": (
        "",
        Outcome.INDETERMINATE,
        "Workbooks are not read",
        "This is a spreadsheet's workbook. Save the table as CSV and send that.",
    ),
    "NO_TIME_LEFT": (
        "",
        Outcome.INDETERMINATE,
        "There was no time left",
        "The time for all of this upload was over before this item was checked. Send it again.",
    ),
    "CHECK_NOT_FINISHED": (
        "",
        Outcome.INDETERMINATE,
        "The check was not finished",
        "Something failed on this service's side, so the item was not checked. Send it again.",
    ),
    "EVIDENCE_MALFORMED": (
        "",
        Outcome.FAILED,
        "The evidence pack cannot be read",
        "The file calls itself an evidence pack and does not have the form of one.",
    ),
    "EVIDENCE_ALTERED": (
        "",
        Outcome.FAILED,
        "The evidence pack was altered",
        "The evidence pack is not as it was made, so nothing in it is believed.",
    ),
    "EVIDENCE_NEWER": (
        "",
        Outcome.INDETERMINATE,
        "The evidence pack is not of a kind read here",
        "The evidence pack was made by another release, or under wider limits than are used here.",
    ),
    "EVIDENCE_NOT_OURS": (
        "",
        Outcome.INDETERMINATE,
        "The evidence pack was made elsewhere",
        "The pack was not marked by this verifier. The credential in it was checked anew instead.",
    ),
    "EVIDENCE_DIFFERS": (
        "",
        Outcome.INDETERMINATE,
        "The evidence pack states another result",
        "Judged again by what is in the pack, the result is not the one the pack states.",
    ),
}

SUBMISSION_PROBLEMS: dict[str, ProblemKind] = {
    code: ProblemKind(code, type_url or f"/problems/{code}", title)
    for code, (type_url, _, title, _) in _TABLE.items()
}


def report_of_problem(code: str, **params: str) -> Report:
    """Give the report of a verification that ended before the verifier could judge."""
    _, outcome, _, _ = _TABLE[code]
    return Report(None, (Finding(FORMAT, outcome, problem_of_submission(code, **params)),), (), ())


def problem_of_submission(code: str, **params: str) -> Problem:
    """Make a problem of a code of this table; an unknown code is a KeyError, hence a bug."""
    type_url, _, title, detail = _TABLE[code]
    return Problem(code, type_url or f"/problems/{code}", title, detail, params)

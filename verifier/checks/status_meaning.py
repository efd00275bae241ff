"""What a status means for the reader: the purposes of the W3C's lists, and who may rely on what."""

from collections.abc import Callable

from verifier.checks.status_entry import StatusEntry
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.report import Finding

CHECK = "credentialStatus"

Params = dict[str, str]
"""What was looked at: `purpose`, `list` (its address), and what else is known."""


def meaning(entry: StatusEntry, value: int, params: Params) -> Finding:
    """Say what the value of an entry means (Bitstring Status List, 2.1); raise Judged."""
    if value == 0 and entry.purpose != "message":
        return passed(CHECK, **params)
    say = _MEANINGS.get(entry.purpose)
    if say is None:
        raise unknown_meaning(params)
    return say(entry, value, params)


def revoked(params: Params) -> Finding:
    """Say that the issuer took the credential back for good."""
    detail = "The issuer revoked this credential for good. Do not rely on it."
    return _with_params(failed("REVOKED", detail, **params), params)


def suspended(params: Params) -> Finding:
    """Say that the issuer suspended the credential."""
    detail = "The issuer suspended this credential. It may be reinstated: ask the issuer."
    return _with_params(failed("SUSPENDED", detail, **params), params)


def unknown_meaning(params: Params) -> Judged:
    """Say that something is set, and that nobody here knows what it means."""
    return undecided(
        "STATUS_PURPOSE_UNKNOWN",
        f"The issuer set the status {params.get('status', params['purpose'])}, whose meaning is "
        "not known here.",
        **params,
    )


def _refresh(_: StatusEntry, __: int, params: Params) -> Finding:
    detail = "The issuer has a newer version of this credential; this one stays valid."
    return noticed(CHECK, "STATUS_REFRESH", detail, **params)


def _message(entry: StatusEntry, value: int, params: Params) -> Finding:
    params = {**params, "status": hex(value)}
    if not entry.messages and value == 0:
        return passed(CHECK, **params)
    # 2.1: one bit without statusMessage says "unset" or "set"; several bits must have one.
    said = shown(entry.messages.get(value, "set"))
    return noticed(CHECK, "STATUS_MESSAGE", f"It says: {said}", **params, message=said)


_MEANINGS: dict[str, Callable[[StatusEntry, int, Params], Finding]] = {
    "revocation": lambda _, __, params: revoked(params),
    "suspension": lambda _, __, params: suspended(params),
    "refresh": _refresh,
    "message": _message,
}


def _with_params(stopped: Judged, params: Params) -> Finding:
    return Finding(CHECK, stopped.outcome, stopped.problem, params)

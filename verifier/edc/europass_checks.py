"""What our findings come to in Europass' own report: its checks, in its order, by its names.

Europass tells ok, error and skipped. A check of ours that could not be made is skipped there and
never ok; an intact seal of somebody who is on no EU trusted list is skipped too, although Europass
itself would call it broken: it is not, and whose it is has not been shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from verifier.report import Finding, Outcome, Report
from verifier.securing.jades.checking import (
    CERTIFICATE,
    PATH,
    SEAL,
    TIMESTAMP,
    TRUSTED_LIST,
)

_CHECK = "http://data.europa.eu/snb/verification/"
_STATUS = "http://data.europa.eu/snb/verification-status/"


class Status(Enum):
    """Europass' three words, by their addresses."""

    OK = _STATUS + "9895008394"
    ERROR = _STATUS + "9d26eb9a37"
    SKIPPED = _STATUS + "641f0c5e5d"


class Ribbon(Enum):
    """What Europass says over a whole credential."""

    VERIFIED = "verified"
    PARTIALLY_VERIFIED = "partially-verified"
    FAILED = "verification-failed"


@dataclass(frozen=True, slots=True)
class EuropassCheck:
    """One line of Europass' report."""

    name: str
    type: str
    """The check's address."""
    status: Status
    cause: Finding | None
    """Ours that decided, where it was not plainly good."""


_Found = dict[str, list[Finding]]
_Decided = tuple[Status, Finding | None]


def europass_checks(report: Report) -> tuple[EuropassCheck, ...]:
    """Give the six checks of a report on a European Digital Credential, in Europass' order."""
    found: _Found = {}
    for finding in report.findings:
        found.setdefault(finding.check, []).append(finding)
    return tuple(
        EuropassCheck(name, _CHECK + code, *decide(found)) for name, code, decide in _CHECKS
    )


def ribbon(checks: Iterable[EuropassCheck]) -> Ribbon:
    """Give the word over all: Europass counts neither revocation nor accreditation into it."""
    counted = [one.status for one in checks if one.name in _IN_THE_RIBBON]
    if Status.ERROR in counted:
        return Ribbon.FAILED
    return Ribbon.PARTIALLY_VERIFIED if Status.SKIPPED in counted else Ribbon.VERIFIED


def _worst(*names: str) -> Callable[[_Found], _Decided]:
    """Decide by findings of ours: none of them is a check that was skipped."""

    def decide(found: _Found) -> _Decided:
        of_them = [finding for name in names for finding in found.get(name, ())]
        for outcome, status in (
            (Outcome.FAILED, Status.ERROR),
            (Outcome.INDETERMINATE, Status.SKIPPED),
        ):
            for finding in of_them:
                if finding.outcome is outcome:
                    return status, finding
        return (Status.OK if of_them else Status.SKIPPED), None

    return decide


def _seal(found: _Found) -> _Decided:
    status, cause = _worst(SEAL, CERTIFICATE, PATH, TRUSTED_LIST, TIMESTAMP)(found)
    if cause is not None and cause.problem is not None and cause.problem.code == "SEAL_MISSING":
        return Status.SKIPPED, cause
    on_list = next(iter(found.get(TRUSTED_LIST, ())), None)
    if status is Status.OK and (on_list is None or on_list.problem is not None):
        return Status.SKIPPED, on_list
    return status, cause


def _revocation(found: _Found) -> _Decided:
    status, cause = _worst("credentialStatus")(found)
    for finding in found.get("credentialStatus", ()):
        if finding.problem is not None and finding.problem.code == "EDC_STATUS_NOT_OFFERED":
            return Status.SKIPPED, finding
    return status, cause


_CHECKS: tuple[tuple[str, str, Callable[[_Found], _Decided]], ...] = (
    ("format", "2f5b89b96f", _worst("format", "schema")),
    ("seal", "f9c2016fe9", _seal),
    # Europass has the name and no check: it compares the holder with nobody.
    ("owner", "1faf8d450f", lambda _: (Status.SKIPPED, None)),
    ("revocation", "271aef9eb4", _revocation),
    ("accreditation", "e2bbc86a28", _worst("accreditation")),
    ("validity", "94d828f160", _worst("validFrom", "validUntil")),
)
_IN_THE_RIBBON = ("format", "seal", "validity")

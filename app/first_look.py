"""One call of a worker for the usual case: read what was handed in, and judge it at once."""

from dataclasses import dataclass
from datetime import datetime

from app.reading import HandedIn, read_handed_in
from app.trusted_lists.judging import ListsReference, verify_by_lists
from verifier import Limits, PresentationRequest, Report, Resources, TrustPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """By what a document is judged."""

    resources: Resources
    now: datetime
    policy: TrustPolicy
    limits: Limits
    request: PresentationRequest
    lists: ListsReference | None

    def judge(self, secured: bytes) -> Report:
        """Judge a document as it stands."""
        return verify_by_lists(
            secured,
            self.resources,
            now=self.now,
            policy=self.policy,
            limits=self.limits,
            request=self.request,
            lists=self.lists,
        )


@dataclass(frozen=True, slots=True)
class Looked:
    """What was handed in, and the report of its first judgement where it could be judged."""

    handed_in: HandedIn
    report: Report | None


def look(data: bytes, judging: Judging) -> Looked:
    """Read what was handed in; where there is one way to read it, judge that."""
    handed_in = read_handed_in(data)
    readings = handed_in.readings
    unclear = handed_in.refusal or handed_in.address or readings.fault or len(readings.readings) > 1
    if unclear:
        return Looked(handed_in, None)
    return Looked(handed_in, judging.judge(readings.readings[0].secured))

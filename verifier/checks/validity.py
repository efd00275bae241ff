"""Step 4: the validity period (VCDM 2.0, section 4.9; VCDM 1.1, sections 4.5 and 4.6)."""

from datetime import datetime

from contexts import JsonObject
from verifier.data_model import model_of
from verifier.judgement import Judged, failed, passed
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp, read_timestamp

STARTS = "validFrom"
ENDS = "validUntil"


def check_validity(document: JsonObject, now: datetime) -> tuple[Finding, ...]:
    """Compare validFrom and validUntil with now: one finding each.

    A credential without validUntil does not expire, and the signature covers that it has none; so
    an absent member passes, with no date in the finding's params.
    """
    return (_valid_from(document, now), _valid_until(document, now))


def _valid_from(document: JsonObject, now: datetime) -> Finding:
    try:
        start = _start(document)
    except Judged as stopped:
        return stopped.finding(STARTS)
    if start is None:
        return passed(STARTS)
    date = start.isoformat()
    if now < start:
        return failed(
            "NOT_YET_VALID", f"The credential becomes valid on {date}.", date=date
        ).finding(STARTS)
    return passed(STARTS, date=date)


def _valid_until(document: JsonObject, now: datetime) -> Finding:
    try:
        end = _end(document)
        start = _start(document) if end else None
    except Judged as stopped:
        return stopped.finding(ENDS)
    if end is None:
        return passed(ENDS)
    date = end.isoformat()
    if start and end < start:
        return failed(
            "VALIDITY_REVERSED",
            f"The credential ends on {date}, before it begins on {start.isoformat()}.",
            date=date,
        ).finding(ENDS)
    if end < now:
        return failed("EXPIRED", f"The credential was valid until {date}.", date=date).finding(ENDS)
    return passed(ENDS, date=date)


def _start(document: JsonObject) -> datetime | None:
    return max(_dates(document, model_of(document).starts), default=None)


def _end(document: JsonObject) -> datetime | None:
    return min(_dates(document, model_of(document).ends), default=None)


def _dates(document: JsonObject, members: tuple[str, ...]) -> list[datetime]:
    return [_date(document, member) for member in members if member in document]


def _date(document: JsonObject, member: str) -> datetime:
    try:
        return read_timestamp(document[member])
    except MalformedTimestamp as error:
        raise failed(
            "DATE_MALFORMED", f"The member {member} is malformed: {error}.", term=member
        ) from error

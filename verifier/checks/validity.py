"""Step 4: the validity period (VCDM 2.0, section 4.9)."""

from datetime import datetime

from contexts import JsonObject
from verifier.judgement import Judged, failed, passed
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp, read_timestamp


def check_validity(document: JsonObject, now: datetime) -> tuple[Finding, ...]:
    """Compare validFrom and validUntil with now: one finding each.

    A credential without validUntil does not expire, and the signature covers that it has none; so
    an absent member passes, with no date in the finding's params.
    """
    return (_valid_from(document, now), _valid_until(document, now))


def _valid_from(document: JsonObject, now: datetime) -> Finding:
    try:
        start = _date(document, "validFrom")
    except Judged as stopped:
        return stopped.finding("validFrom")
    if start is None:
        return passed("validFrom")
    date = start.isoformat()
    if now < start:
        return failed(
            "NOT_YET_VALID", f"The credential becomes valid on {date}.", date=date
        ).finding("validFrom")
    return passed("validFrom", date=date)


def _valid_until(document: JsonObject, now: datetime) -> Finding:
    try:
        end = _date(document, "validUntil")
        start = _date(document, "validFrom") if end else None
    except Judged as stopped:
        return stopped.finding("validUntil")
    if end is None:
        return passed("validUntil")
    date = end.isoformat()
    if start and end < start:
        return failed(
            "VALIDITY_REVERSED",
            f"The credential ends on {date}, before it begins on {start.isoformat()}.",
            date=date,
        ).finding("validUntil")
    if end < now:
        return failed("EXPIRED", f"The credential was valid until {date}.", date=date).finding(
            "validUntil"
        )
    return passed("validUntil", date=date)


def _date(document: JsonObject, member: str) -> datetime | None:
    if member not in document:
        return None
    try:
        return read_timestamp(document[member])
    except MalformedTimestamp as error:
        raise failed(
            "DATE_MALFORMED", f"The member {member} is malformed: {error}.", term=member
        ) from error

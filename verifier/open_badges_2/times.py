"""Dates of Open Badges 2.0: ISO 8601 with a time zone; and whether the badge is in its time."""

import re
from datetime import datetime

from contexts import JsonObject, JsonValue
from verifier.judgement import Judged, failed, passed
from verifier.report import Finding
from verifier.timestamps import MalformedTimestamp, read_timestamp

STARTS = "validFrom"
ENDS = "validUntil"
_SECONDS = re.compile(r"(T\d\d:\d\d)(?=Z|[+-]|$)", re.IGNORECASE)
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)?$")


def read_time(value: JsonValue) -> datetime:
    """Read a time; seconds and the colon of the offset may be left out. Raises MalformedTimestamp.

    "Primitive datatypes", DateTime: the time zone may not.
    """
    if not isinstance(value, str) or "T" not in value.upper():
        raise MalformedTimestamp("not a date, a time and a time zone")
    day, _, time = value.upper().partition("T")
    time = _SECONDS.sub(r"\1:00", f"T{time}")
    time = _OFFSET.sub(lambda found: f"{found[1]}:{found[2] or '00'}", time)
    return read_timestamp(day + time)


def check_times(assertion: JsonObject, now: datetime) -> tuple[Finding, ...]:
    """Compare issuedOn and expires with now: one finding each."""
    return (_issued(assertion, now), _expires(assertion, now))


def _issued(assertion: JsonObject, now: datetime) -> Finding:
    try:
        issued = _time(assertion, "issuedOn")
    except Judged as stopped:
        return stopped.finding(STARTS)
    date = issued.isoformat()
    if issued > now:
        why = f"The badge says that it will be awarded on {date}."
        return failed("NOT_YET_VALID", why, date=date).finding(STARTS)
    return passed(STARTS, date=date)


def _expires(assertion: JsonObject, now: datetime) -> Finding:
    if assertion.get("expires") is None:
        return passed(ENDS)
    try:
        end = _time(assertion, "expires")
    except Judged as stopped:
        return stopped.finding(ENDS)
    date = end.isoformat()
    if end < now:
        return failed("EXPIRED", f"The badge was valid until {date}.", date=date).finding(ENDS)
    return passed(ENDS, date=date)


def _time(assertion: JsonObject, member: str) -> datetime:
    try:
        return read_time(assertion.get(member))
    except MalformedTimestamp as error:
        why = f"The member {member} is malformed: {error}."
        raise failed("DATE_MALFORMED", why, term=member) from error

"""Points in time as documents write them: XML Schema dateTimeStamp (VCDM 2.0, section 4.9)."""

import re
from datetime import UTC, datetime

from contexts import JsonValue

_FORM = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,30}))?(Z|[+-]\d\d:\d\d)?", re.ASCII | re.IGNORECASE
)


class MalformedTimestamp(ValueError):
    """Say why a value is no point in time."""


def read_timestamp(value: JsonValue, *, assume_utc: bool = False) -> datetime:
    """Read a dateTimeStamp; without offset only when `assume_utc` (vc-data-integrity, 2.1).

    Raises MalformedTimestamp.
    """
    match = _FORM.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise MalformedTimestamp("not a date and time like 2026-01-31T09:00:00Z")
    seconds, fraction, offset = match.groups()
    if offset is None:
        if not assume_utc:
            raise MalformedTimestamp("it has no time zone; write Z or an offset")
        offset = "Z"
    microseconds = (fraction or "0")[:6].ljust(6, "0")
    try:
        return datetime.fromisoformat(f"{seconds}.{microseconds}{offset.upper()}").astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MalformedTimestamp("there is no such day or time") from error

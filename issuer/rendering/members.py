"""How values are written in an Open Badge: nothing empty, whole seconds, short numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from contexts import JsonObject


def present(**members: object) -> JsonObject:
    """Keep the members that say something: JSON-LD loses null, canonical OB JSON omits empties."""
    return {name: value for name, value in members.items() if value or value == 0}


def timestamp(moment: datetime) -> str:
    """Write an aware moment in UTC with whole seconds, so that it equals a JWT's NumericDate."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def day(value: date | None) -> str | None:
    """Write a calendar day as the moment it begins, the only form Open Badges has for it."""
    return None if value is None else f"{value.isoformat()}T00:00:00Z"


def number(value: Decimal | None) -> int | float | None:
    """Write a whole number as one; processors agree on those and on short decimals."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

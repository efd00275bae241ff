"""Building bricks of the API's bodies: strict requests, plain answers, checked texts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from issuer.value_rules import is_email_address, is_web_address

UUID_PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"

URN = "urn:uuid:"
"""Before our id, inside a badge."""
CREDENTIAL_ID_PATTERN = UUID_PATTERN.replace("^", f"^({URN})?", 1)

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")
_BREAKS_OR_TURNS = re.compile("[\t\n\r\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Breaks a line, or turns the order of letters (UAX 9) also of what is written after it."""


class Body(BaseModel):
    """What a caller sends: an unknown member is an error, not a wish unheard."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What the service gives; a later release may add members."""

    model_config = ConfigDict(frozen=True)


def printable(text: str) -> str:
    """Refuse control characters. Raises PydanticCustomError."""
    if _CONTROL.search(text):
        raise PydanticCustomError("control_characters", "control characters")
    return text


def on_one_line(text: str) -> str:
    """Refuse what could make a name say more than it shows. Raises PydanticCustomError."""
    if _BREAKS_OR_TURNS.search(text):
        raise PydanticCustomError("breaks_or_turns", "several lines, or turned letters")
    return printable(text)


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise PydanticCustomError("not_an_address", "not a web address")
    return text


def _email_address(text: str) -> str:
    if not is_email_address(text):
        raise PydanticCustomError("not_an_email", "not an e-mail address")
    return text


def _written_day(value: object) -> object:
    # pydantic would read a number as seconds since 1970: the wrong day, and nobody told.
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise PydanticCustomError("date_parsing", "not a date")
    return value


def _written_moment(value: object) -> object:
    if not (isinstance(value, str) and _DAY.match(value)):
        raise PydanticCustomError("datetime_parsing", "not a date with a time")
    return value


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("datetime_parsing", "beyond the years that exist") from None


def without_urn(written: str) -> str:
    """Give our id of a credential, however it was named."""
    return written.removeprefix(URN)


Id = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
CredentialId = Annotated[
    str, StringConstraints(pattern=CREDENTIAL_ID_PATTERN), AfterValidator(without_urn)
]
"""A credential by its id here, or by the `id` inside the badge."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(on_one_line),
]
"""A name or another short text, as letters and pages write it into sentences of their own."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(printable),
]
"""A reason or a description."""

Language = Annotated[str, StringConstraints(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""BCP 47."""

Address = Annotated[str, StringConstraints(max_length=2048), AfterValidator(_web_address)]

Email = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_email_address)]

Day = Annotated[date, BeforeValidator(_written_day)]

Moment = Annotated[AwareDatetime, BeforeValidator(_written_moment), AfterValidator(_in_utc)]
"""A date with a time and a zone."""

Texts = Annotated[dict[Language, Line], Field(min_length=1, max_length=30)]
LongTexts = Annotated[dict[Language, Prose], Field(max_length=30)]


class Page(Answer):
    """Which part of a longer list this is."""

    page: int = Field(description="Counts from 1.")
    size: int = Field(description="How many a page holds at most.")
    total: int = Field(description="How many there are on all pages.")

"""What comes back of letters: returned, returned for now, called unwanted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

_MAIL_ID = re.compile(
    "(?:<|\\+|^)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?=@|$)"
)
_STATUS = re.compile(r"\b[45]\.\d{1,3}\.\d{1,3}\b")


class EventKind(StrEnum):
    """What a mail service or a mail server reports."""

    BOUNCE = "bounce"
    """For good: there is no such mailbox, or it takes nothing."""
    SOFT_BOUNCE = "soft-bounce"
    """For now: full, away, too busy; after some of them the address counts as bounced."""
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class MailEvent:
    """One report about one letter to one address."""

    kind: EventKind
    mail_id: str | None
    """Our letter; None where the report names none of ours."""
    address: str | None = field(default=None, repr=False)
    """Only where the report comes from somebody who is believed."""
    status: str | None = None
    """RFC 3463, such as 5.1.1."""


class NotAReport(ValueError):
    """Nothing that is known to report on letters."""


def mail_id_in(*texts: object) -> str | None:
    """Find the number of a letter in a Message-ID, or in the address that it is returned to."""
    for text in texts:
        found = _MAIL_ID.search(text.strip().lower()) if isinstance(text, str) else None
        if found:
            return found.group(1)
    return None


def status_in(text: object) -> str | None:
    """Find an enhanced status code."""
    found = _STATUS.search(text[:1000]) if isinstance(text, str) else None
    return found.group() if found else None

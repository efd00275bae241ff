"""A letter: to whom, of what kind, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter is about."""

    CLAIM = "claim"
    REMINDER = "reminder"
    GUARDIAN = "guardian"
    CORRECTED = "corrected"
    CORRECTION_ANSWERED = "correction-answered"
    """The school's answer itself is on the learner's page alone."""
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    ADDRESS_CONFIRM = "address-confirm"
    """To the new address."""
    ADDRESS_CHANGE = "address-change"
    """To the old one."""
    LOGIN_CODE = "login-code"
    ERASURE_CONFIRM = "erasure-confirm"
    ERASURE_RECEIPT = "erasure-receipt"


class LetterState(StrEnum):
    """What has become of a letter."""

    WAITING = "waiting"
    SENT = "sent"
    """The mail server has taken it. Whether anybody reads it, nobody tells."""
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    """Its reader has called it unwanted."""
    GIVEN_UP = "given-up"
    WITHHELD = "withheld"
    """Not sent on purpose; the reason says why."""


class Reason(StrEnum):
    """Why a letter is not sent, or has not arrived."""

    NO_MAIL_SERVER = "no-mail-server"
    NOT_NEEDED = "not-needed"
    """What it would say is not so any more."""
    NO_ADDRESS = "no-address"
    """None is known, it is no address, or its owner was erased."""
    ADDRESS_BOUNCED = "address-bounced"
    """An earlier letter came back, and the address has not been changed since."""
    ADDRESS_COMPLAINED = "address-complained"
    REMINDERS_STOPPED = "reminders-stopped"
    """The reader wants no more of them."""
    WAITS_FOR_GUARDIAN = "waits-for-guardian"
    GUARDIAN_UNKNOWN = "guardian-unknown"
    """A minor, and nobody knows whom to ask."""
    GUARDIAN_REFUSED = "guardian-refused"
    MAILBOX_REFUSED = "mailbox-refused"
    """The receiving server does not know the mailbox, or takes nothing for it."""
    LETTER_REFUSED = "letter-refused"
    """A server on the way refuses this letter for good."""
    TOO_LATE = "too-late"
    """Tried until its time was over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that is owed. What it says of the learner is looked up when it is sent."""

    kind: LetterKind
    organisation_id: str | None = None
    """The school in whose name it is sent; None: the service itself."""
    learner_id: str | None = None
    credential_id: str | None = None
    to: str | None = field(default=None, repr=False)
    """None: the address that the learner has when it is sent."""
    language: str | None = None
    """None: the learner's."""
    details: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What is not looked up: a code, a link. Forgotten once the letter is sent."""
    once: str | None = None
    """Owed a second time under the same name, it is not written again."""
    useful_until: datetime | None = None
    """Then it is given up; None: after as many days as the settings say."""
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedLetter:
    """A letter as it lies in the database, what is sealed of it still closed."""

    id: str
    letter: Letter
    state: LetterState
    reason: Reason | None
    reply: str | None
    """The mail server's code, such as "550 5.1.1"; never its words, which may hold the address."""
    attempts: int
    """How often the letter itself was handed over, or tried to be."""
    doubtful: bool
    """A server had all of it once and its answer was lost: it may have arrived twice."""
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    ended_at: datetime | None
    to_sealed: bytes | None = field(default=None, repr=False)
    details_sealed: bytes | None = field(default=None, repr=False)

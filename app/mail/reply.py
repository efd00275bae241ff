"""What a mail server answers, and what follows from it: RFC 5321, section 4.2; RFC 3463."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_ENHANCED = re.compile(rb"^([245]\.\d{1,3}\.\d{1,3})\b")
_ACCEPTED = range(200, 300)
_FOR_GOOD = range(500, 600)
_CLOSING = 421
"""RFC 5321, section 3.8: the server is about to hang up, whatever was asked."""
_NO_MAILBOX = frozenset({550, 551, 553})
"""Said of a recipient without an enhanced code: there is no such mailbox."""
_MAILBOX_FULL = "5.2.2"


class Stage(Enum):
    """How far the conversation has come."""

    SENDER = auto()
    RECIPIENT = auto()
    CONTENT = auto()


class Outcome(Enum):
    """What has become of one attempt."""

    TAKEN = auto()
    LATER = auto()
    NO_MAILBOX = auto()
    REFUSED = auto()
    """This letter, for good."""
    ANSWER_LOST = auto()
    """The server had all of it, and then nothing was heard: it may have been taken."""
    SERVER_TROUBLE = auto()
    """No letter's fault: the server is away, busy, or refuses us altogether."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A server's answer without its words, which may repeat the address."""

    code: int
    enhanced: str | None = None

    def __str__(self) -> str:
        """Give it as it is shown: "550 5.1.1"."""
        return f"{self.code} {self.enhanced}" if self.enhanced else str(self.code)

    @property
    def is_taken(self) -> bool:
        """Say whether the server agrees."""
        return self.code in _ACCEPTED


def read_reply(code: int, words: bytes) -> Reply:
    """Keep of an answer what says nothing of anybody."""
    enhanced = _ENHANCED.match(words)
    return Reply(code, enhanced.group(1).decode() if enhanced else None)


def outcome_of(reply: Reply, stage: Stage) -> Outcome:
    """Say what a refusal means. Not the letter but we are meant when the sender is refused."""
    if reply.code == _CLOSING or stage is Stage.SENDER:
        return Outcome.SERVER_TROUBLE
    if reply.code not in _FOR_GOOD or reply.enhanced == _MAILBOX_FULL:
        return Outcome.LATER
    if stage is Stage.RECIPIENT and _is_no_mailbox(reply):
        return Outcome.NO_MAILBOX
    return Outcome.REFUSED


def _is_no_mailbox(reply: Reply) -> bool:
    if reply.enhanced is None:
        return reply.code in _NO_MAILBOX
    # RFC 3463, section 3.2 and 3.3: bad address; mailbox disabled.
    return reply.enhanced.startswith("5.1.") or reply.enhanced == "5.2.1"

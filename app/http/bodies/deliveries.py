"""Letters, and who has claimed, as JSON."""

from __future__ import annotations

from datetime import datetime

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from app.http.bodies.basics import Answer, Body, Email, Page
from app.mail.letter import LetterKind, LetterState, Reason

_WISHES: JsonDict = {"notify": True, "server_is_set": True}


def _example(example: JsonDict) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class Resend(Body):
    """How a letter is sent once more."""

    model_config = _example({"address_works": True})

    to: Email | None = Field(
        default=None, description="Another address, for this letter only; the learner's, if absent."
    )
    address_works: bool = Field(
        default=False,
        description="Say so of an address that mail came back from: it is written to again.",
    )


class NewAddress(Body):
    """The address that a learner is to have."""

    model_config = _example({"email": "spela@example.com"})

    email: Email


class AddressChangeAnswer(Answer):
    """A change of address that was begun."""

    model_config = _example(
        {"id": "6a3c9d5e-0b1f-4c53-9a53-0d5b6f2f8a11", "expires_at": "2026-11-26T09:00:00Z"}
    )

    id: str
    expires_at: datetime = Field(description="The links in both letters work until then.")


class MailWishes(Body):
    """Whether we write to your learners."""

    model_config = _example({"notify": True})

    notify: bool = Field(description="What an order that says nothing about it means.")


class MailWishesAnswer(Answer):
    """Whether we write to your learners, and can."""

    model_config = _example(_WISHES)

    notify: bool
    server_is_set: bool = Field(description="Without a mail server nothing is sent.")


class LearnerOfLetter(Answer):
    """Who a letter is about."""

    id: str
    name: str
    email: str


class DeliveryAnswer(Answer):
    """A letter, and what has become of it."""

    id: str = Field(description="Part of its Message-ID.")
    kind: LetterKind
    state: LetterState = Field(description="Sent: the mail server has taken it.")
    reason: Reason | None = Field(description="Why it is not sent, or has not arrived.")
    reply: str | None = Field(description="The mail server's last code, such as “550 5.1.1”.")
    credential_id: str | None
    attempts: int
    may_be_there_twice: bool = Field(
        description="A server's answer was lost, so it was sent again, under the same Message-ID."
    )
    created_at: datetime
    next_attempt_at: datetime | None
    sent_at: datetime | None
    ended_at: datetime | None


class DeliveryLine(DeliveryAnswer):
    """A letter in a list."""

    learner: LearnerOfLetter | None = Field(description="Null once the learner is erased.")


class DeliveryPage(Page):
    """Letters, newest first."""

    items: list[DeliveryLine]


class ClaimLineAnswer(Answer):
    """A credential, and whether its learner has claimed it."""

    credential_id: str
    learner: LearnerOfLetter
    issued_at: datetime
    opened_at: datetime | None
    claimed_at: datetime | None
    letter: DeliveryAnswer | None = Field(description="The newest one about it.")
    not_sent: str | None = Field(
        description="Why there is none: “no-mail-server”, or “not-wanted” by order or organisation."
    )


class ClaimPage(Page):
    """Credentials by whether they were claimed, newest first."""

    items: list[ClaimLineAnswer]

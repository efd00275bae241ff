"""From an owed letter to the message that is handed over, or to the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.message import EmailMessage

from app.db import mail_addresses
from app.mail.address import UnusableAddress, mailbox, recipient, with_detail
from app.mail.asking_guardians import held_back
from app.mail.composing import Heading, compose
from app.mail.contents import NotNeeded, look_up
from app.mail.letter import LetterKind, OwedLetter, Reason
from app.mail.smtp import Envelope
from app.services import Services
from app.settings import Settings
from issuer.errors import NotFound


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter, ready to be handed over."""

    envelope: Envelope = field(repr=False)
    message: EmailMessage = field(repr=False)
    address_hash: bytes


def prepare(services: Services, owed: OwedLetter) -> Prepared | Reason:
    """Write a letter, unless there is a reason not to."""
    try:
        held = held_back(services, owed)
        if held is not None:
            return held
        found = look_up(services, owed)
        to = recipient(found.address)
    except NotNeeded:
        return Reason.NOT_NEEDED
    except (NotFound, UnusableAddress):
        return Reason.NO_ADDRESS
    hashed = mail_addresses.address_hash(services.vault, found.address)
    unwanted = _unwanted(services, owed.letter.kind, hashed)
    if unwanted is not None:
        return unwanted
    settings, school = services.settings, found.content.facts.get("school", "")
    heading = Heading(
        mail_id=owed.id,
        written_at=owed.created_at,
        sender=mailbox(settings.mail_from, name=school),
        recipient=to,
        reply_to=mailbox(settings.mail_reply_to) if settings.mail_reply_to else None,
    )
    envelope = Envelope(_return_path(settings, owed.id), to.addr_spec)
    return Prepared(envelope, compose(heading, found.content), hashed)


def _unwanted(services: Services, kind: LetterKind, hashed: bytes) -> Reason | None:
    with services.database.read() as connection:
        standing = mail_addresses.standing(connection, hashed)
    if standing.has_complained:
        return Reason.ADDRESS_COMPLAINED
    if standing.has_bounced:
        return Reason.ADDRESS_BOUNCED
    if standing.wants_no_reminders and kind is LetterKind.REMINDER:
        return Reason.REMINDERS_STOPPED
    return None


def _return_path(settings: Settings, mail_id: str) -> str:
    """Say where a letter is returned to; what is returned there names the letter."""
    if not settings.mail_bounces_to:
        return mailbox(settings.mail_from).addr_spec
    return with_detail(mailbox(settings.mail_bounces_to).addr_spec, mail_id)

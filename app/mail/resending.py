"""A school has a credential's letter sent once more, or to another address."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.db import credentials, learners, mail_addresses, mails
from app.db.deliveries import newest_letters
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind, LetterState, OwedLetter
from app.mail.sending import can_send, owe
from app.problems import ApiProblem
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendWish:
    """How a letter is sent once more."""

    to: str | None = field(default=None, repr=False)
    """Another address, for this one letter; None: the learner's."""
    address_works: bool = False
    """The school says so of an address that mail came back from."""


def resend(services: Services, actor: Actor, credential_id: str, wish: ResendWish) -> OwedLetter:
    """Owe the letter that leads to the learner's page; one that waits already is given instead.

    Raises NotFound, and ApiProblem NO_MAIL_SERVER, ADDRESS_BOUNCED or ADDRESS_COMPLAINED.
    """
    own = actor.organisation_id
    with services.database.write() as connection:
        credential = credentials.get(connection, services.vault, credential_id, organisation_id=own)
        if not can_send(services.settings):
            raise ApiProblem("NO_MAIL_SERVER")
        learner_id = credentials.learner_of(connection, credential.id)
        learner = learners.by_id(connection, services.vault, learner_id)
        _require_reachable(services, connection, wish.to or learner.email, wish)
        waiting = newest_letters(connection, [credential.id]).get(credential.id)
        if waiting and waiting.state is LetterState.WAITING and wish.to is None:
            return waiting
        letter = Letter(
            kind=LetterKind.CLAIM,
            organisation_id=own,
            learner_id=learner_id,
            credential_id=credential.id,
            to=wish.to,
        )
        mail_id = owe(connection, services, letter)
        owed = mails.by_id(connection, mail_id) if mail_id else None
    if owed is None:
        raise NotFound("There is no such letter.")
    return owed


def _require_reachable(
    services: Services, connection: Connection, address: str, wish: ResendWish
) -> None:
    hashed = mail_addresses.address_hash(services.vault, address)
    if wish.address_works:
        mail_addresses.forget_bounces(connection, hashed)
    standing = mail_addresses.standing(connection, hashed)
    if standing.has_complained:
        raise ApiProblem("ADDRESS_COMPLAINED")
    if standing.has_bounced:
        raise ApiProblem("ADDRESS_BOUNCED")

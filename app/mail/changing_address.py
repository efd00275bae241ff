"""A learner's new address: proved by a letter to it, and the old one is told, or asked.

Whoever has the link of a claim could ask, so then the old address has to agree; what the school
asks for, it is only told of, and can still stop.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.db import address_changes, audit, learners
from app.db.engine import Connection
from app.mail.address_change import AddressChange, AskedBy
from app.mail.letter import Letter, LetterKind
from app.mail.sending import can_send, owe
from app.problems import ApiProblem
from app.services import Services
from issuer.model.organisation import Actor

_OPEN_FOR = timedelta(days=3)
_MOST_OPEN = 3
"""So that nobody's mailbox is filled through a claim's page."""


def ask_for_change(
    services: Services, learner_id: str, address: str, asked_by: AskedBy
) -> AddressChange:
    """Write to the new address and to the old one.

    Raises NotFound, and ApiProblem NO_MAIL_SERVER or TOO_MANY_OPEN.
    """
    if not can_send(services.settings):
        raise ApiProblem("NO_MAIL_SERVER")
    now = services.clock.now()
    change = AddressChange(
        id=services.ids.new_id(),
        learner_id=learner_id,
        asked_by=asked_by,
        address=address,
        created_at=now,
        expires_at=now + _OPEN_FOR,
    )
    new, old = services.ids.new_token(), services.ids.new_token()
    with services.database.write() as connection:
        if address_changes.count_open(connection, learner_id, now=now) >= _MOST_OPEN:
            raise ApiProblem("TOO_MANY_OPEN")
        address_changes.add(connection, services.vault, change, tokens=(new, old))
        _write(services, connection, change, LetterKind.ADDRESS_CONFIRM, new)
        _write(services, connection, change, LetterKind.ADDRESS_CHANGE, old)
        _note(services, connection, change, f"address-change.asked-by-{asked_by.value}")
    return change


def standing_change(services: Services, token: str) -> tuple[AddressChange, bool]:
    """Give the change whose link was followed, and whether by the new address.

    Raises NotFound, and ApiProblem ADDRESS_CHANGE_ENDED.
    """
    with services.database.write() as connection:
        return _open(services, connection, token)


def answer_change(services: Services, token: str, *, agrees: bool) -> AddressChange:
    """Take the word of the address whose letter the token was in; done once nothing is missing.

    Raises NotFound, AlreadyExists, and ApiProblem ADDRESS_CHANGE_ENDED.
    """
    now = services.clock.now()
    with services.database.write() as connection:
        change, by_new = _open(services, connection, token)
        if not agrees:
            change = replace(change, refused_at=now)
        elif by_new:
            change = replace(change, proved_at=change.proved_at or now)
        else:
            change = replace(change, agreed_at=change.agreed_at or now)
        if agrees and change.is_proved:
            address_changes.give_address(connection, services.vault, change, now=now)
            change = replace(change, done_at=now)
            _note(services, connection, change, "address-change.done")
        address_changes.save(connection, change)
    return change


def _open(services: Services, connection: Connection, token: str) -> tuple[AddressChange, bool]:
    change, by_new = address_changes.by_token(connection, services.vault, token)
    if not change.is_open(services.clock.now()):
        raise ApiProblem("ADDRESS_CHANGE_ENDED")
    return change, by_new


def _write(
    services: Services, connection: Connection, change: AddressChange, kind: LetterKind, token: str
) -> None:
    learner = learners.by_id(connection, services.vault, change.learner_id)
    letter = Letter(
        kind=kind,
        organisation_id=learner.organisation_id,
        learner_id=learner.id,
        # The old address as it is now: by the time the letter goes it may be the new one.
        to=change.address if kind is LetterKind.ADDRESS_CONFIRM else learner.email,
        details={"link": f"{services.settings.public_url}/address/{token}"},
        useful_until=change.expires_at,
    )
    owe(connection, services, letter)


def _note(services: Services, connection: Connection, change: AddressChange, action: str) -> None:
    learner = learners.by_id(connection, services.vault, change.learner_id)
    happening = audit.Happening(
        action=action,
        subject_kind="learner",
        subject_id=learner.id,
        organisation_id=learner.organisation_id,
    )
    actor = Actor(
        id=change.id,
        name=change.asked_by.value,
        organisation_id=learner.organisation_id,
        scopes=frozenset(),
    )
    audit.append(connection, happening, actor, at=services.clock.now())

"""A learner asks to be erased: the known address confirms it, or the school does."""

from __future__ import annotations

from datetime import timedelta

from app.db import erasure_requests
from app.db.erasure_requests import ErasureRequest
from app.mail.letter import Letter, LetterKind
from app.mail.sending import can_send, owe
from app.rights.erasing import erase
from app.rights.erasure import AskedBy, Erasure
from app.services import Services
from issuer.errors import DomainError, NotFound, WrongState
from issuer.model.award import Learner

_LIFETIME = timedelta(days=7)
_ASKED_ANEW_AFTER = timedelta(hours=1)
"""So that nobody's mailbox is filled through a claim's page, and no link ended on its way."""


class ErasureRequestEnded(DomainError):
    """The link in the letter is too old."""

    code = "ERASURE_REQUEST_ENDED"


def ask_for_erasure(services: Services, learner: Learner) -> ErasureRequest:
    """Enter a request, and send the address that is known a link to confirm it.

    Whoever has the link of a claim could ask; so nothing is erased before the letter is answered.
    Without an address, or without a mail server, the school sees the request and decides. What was
    asked a moment ago, or is confirmed, stays as it is, and is given.
    """
    now, token = services.clock.now(), services.ids.new_token()
    request = ErasureRequest(
        id=services.ids.new_id(),
        organisation_id=learner.organisation_id,
        learner_id=learner.id,
        asked_at=now,
        expires_at=now + _LIFETIME,
    )
    letter = _letter(services, request, learner, token)
    with services.database.write() as connection:
        earlier = erasure_requests.of_learner(connection, learner.id)
        if earlier is not None and _stands(earlier, services):
            return earlier
        erasure_requests.add(connection, request, token)
        if letter.to is not None:
            owe(connection, services, letter)
    return request


def _letter(services: Services, request: ErasureRequest, learner: Learner, token: str) -> Letter:
    return Letter(
        kind=LetterKind.ERASURE_CONFIRM,
        organisation_id=learner.organisation_id,
        learner_id=learner.id,
        to=confirming_address(services, learner),
        details={"link": f"{services.settings.public_url}/erasure/{token}"},
        useful_until=request.expires_at,
    )


def _stands(request: ErasureRequest, services: Services) -> bool:
    just_asked = services.clock.now() - request.asked_at < _ASKED_ANEW_AFTER
    return just_asked or request.confirmed_at is not None


def confirming_address(services: Services, learner: Learner) -> str | None:
    """Give the address that is asked to confirm; None: no letter can be sent, the school decides.

    For a minor it is the guardian's.
    """
    known = (learner.guardian_email or learner.email).strip()
    return known if known and can_send(services.settings) else None


def open_request(services: Services, token: str) -> ErasureRequest:
    """Find the request of a letter's link. Raises NotFound, ErasureRequestEnded."""
    with services.database.read() as connection:
        found = erasure_requests.by_token(connection, token)
    if found is None:
        raise NotFound("This link leads nowhere, or what it asked for has been done.")
    if services.clock.now() >= found.expires_at and found.confirmed_at is None:
        raise ErasureRequestEnded("This link is too old. Ask again on your own page.")
    return found


def confirm_erasure(services: Services, token: str) -> Erasure | None:
    """Erase, now that the learner has confirmed it; None if it has to wait a little.

    Raises NotFound, ErasureRequestEnded.
    """
    request = open_request(services, token)
    with services.database.write() as connection:
        erasure_requests.confirm(connection, request.id, now=services.clock.now())
    return _erased(services, request)


def finish_confirmed(services: Services) -> None:
    """Do what was confirmed and could not be done at once."""
    with services.database.read() as connection:
        waiting = erasure_requests.confirmed(connection)
    for request in waiting:
        _erased(services, request)


def _erased(services: Services, request: ErasureRequest) -> Erasure | None:
    try:
        return erase(services, request.learner_id, AskedBy.LEARNER)
    except WrongState:
        return None  # a file that names the learner is being worked on

"""Corrections: a learner says what is wrong, their school reads and answers it."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.claims.opening import OpenedClaim
from app.claims.sharing import TooManyOpen
from app.db import audit, correction_requests, learners
from app.db.audit import Happening
from app.db.correction_requests import CorrectionRequest, Outcome, Reply
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind
from app.mail.sending import owe
from app.services import Services
from issuer.errors import AlreadyDecided, NotFound
from issuer.model.organisation import Actor

MOST_LETTERS = 4000
_MOST_OPEN = 5


@dataclass(frozen=True, slots=True)
class Answering:
    """What a school answers."""

    outcome: Outcome
    answer: str = field(repr=False)


def ask_for_correction(services: Services, opened: OpenedClaim, wrong: str) -> None:
    """Tell the school what a learner says is wrong. Raises TooManyOpen."""
    learner, now = opened.learner, services.clock.now()
    request = CorrectionRequest(
        id=services.ids.new_id(),
        organisation_id=learner.organisation_id,
        learner_id=learner.id,
        credential_id=opened.claim.credential_id,
        wrong=wrong[:MOST_LETTERS],
        created_at=now,
    )
    with services.database.write() as connection:
        if correction_requests.open_of_learner(connection, learner.id) >= _MOST_OPEN:
            raise TooManyOpen("Wait until your school has answered one of your requests.")
        seal = learners.known_by_id(connection, services.vault, learner.id).seal
        correction_requests.add(connection, request, seal)
        _write_down(connection, services, "correction.requested", request, opened.actor)


def answer_correction(
    services: Services, actor: Actor, request_id: str, answering: Answering
) -> CorrectionRequest:
    """Answer a request of the actor's organisation. Raises NotFound, AlreadyDecided.

    It changes no credential: the corrected one is issued by itself, and supersedes the old one. A
    letter leads the learner to the answer.
    """
    now, own = services.clock.now(), actor.organisation_id
    with services.database.write() as connection:
        request = _of_own(connection, services, request_id, own)
        seal = learners.known_by_id(connection, services.vault, request.learner_id).seal
        reply = Reply(
            outcome=answering.outcome, answer=answering.answer, answered_by=actor.id, at=now
        )
        if not correction_requests.answer(connection, request_id, reply, seal):
            raise AlreadyDecided("This request has been answered.")
        _write_down(connection, services, "correction.answered", request, actor)
        owe(connection, services, _letter(request))
        return _of_own(connection, services, request_id, own)


def _of_own(
    connection: Connection, services: Services, request_id: str, organisation_id: str
) -> CorrectionRequest:
    found = correction_requests.find(
        connection, services.vault, request_id, organisation_id=organisation_id
    )
    if found is None:
        raise NotFound("There is no such request.")
    return found


def _letter(request: CorrectionRequest) -> Letter:
    return Letter(
        kind=LetterKind.CORRECTION_ANSWERED,
        organisation_id=request.organisation_id,
        learner_id=request.learner_id,
        credential_id=request.credential_id,
    )


def _write_down(
    connection: Connection,
    services: Services,
    action: str,
    request: CorrectionRequest,
    actor: Actor,
) -> None:
    happening = Happening(
        action=action,
        subject_kind="credential",
        subject_id=request.credential_id,
        organisation_id=request.organisation_id,
        detail={"correction_request_id": request.id},
    )
    audit.append(connection, happening, actor, at=services.clock.now())

"""Erase a learner: destroy the key that all their data are closed with, and give a receipt.

What stays says nothing of the person: that a credential was issued, its digest, its place in the
status lists, which is never used again, and whether it was revoked. A credential that the learner
holds stays what it was; who checks it is told so by its signature and its status list.
"""

from __future__ import annotations

from app.db import audit, erasures, learners
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind
from app.mail.sending import owe
from app.rights.erasure import AskedBy, Erasure
from app.rights.journal import Entry, Journal
from app.services import Services
from issuer.errors import NotFound
from issuer.model.award import Learner
from issuer.model.organisation import Actor

_THE_LEARNER = Actor(id="learner", name="Learner", organisation_id="", scopes=frozenset())
_THE_SERVICE = Actor(id="service", name="Dokazilo", organisation_id="", scopes=frozenset())


def journal_of(services: Services) -> Journal:
    """Give the journal of erasures of this service."""
    return Journal(services.settings.erasure_journal)


def erase(
    services: Services, learner_id: str, asked_by: AskedBy, *, actor: Actor | None = None
) -> Erasure:
    """Destroy a learner's data; done already, it gives the receipt of then.

    `actor` is the member of the school who asked; only their own learners are found. Raises
    NotFound, WrongState.
    """
    with services.database.write() as connection:
        organisation_id, erased = erasures.hold(connection, learner_id)
        if actor is not None and actor.organisation_id != organisation_id:
            raise NotFound("There is no such learner.")
        earlier = erasures.of_learner(connection, learner_id)
        if erased and earlier is not None:
            return earlier
        if asked_by is not AskedBy.JOURNAL:
            _owe_receipt(services, connection, learner_id)
        erasure = earlier or Erasure(
            id=services.ids.new_id(),
            organisation_id=organisation_id,
            learner_id=learner_id,
            asked_by=asked_by,
            erased_at=services.clock.now(),
            destroyed=erasures.destroy(connection, learner_id, now=services.clock.now()),
        )
        if earlier is not None:
            erasures.destroy(connection, learner_id, now=services.clock.now())
        else:
            erasures.record(connection, erasure)
        _write_down(connection, erasure, actor)
        # Before the commit: what the journal has and the database not is done at the next start.
        journal_of(services).append(
            Entry(erasure.id, learner_id, organisation_id, erasure.erased_at)
        )
    services.database.forget_deleted()
    return erasure

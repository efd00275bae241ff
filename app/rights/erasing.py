"""Erase a learner: destroy the key that all their data are closed with, and give a receipt.

What stays says nothing of the person: that a credential was issued, its digest, its place in the
status lists, which is never used again, and whether it was revoked. A credential that the learner
holds stays what it was, and can be checked: its signature and its status list are still there.
"""

from __future__ import annotations

from app.db import audit, erasures, learners, mail_aftermath
from app.db.audit import Happening
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind
from app.mail.sending import owe
from app.rights.erasure import AskedBy, Erasure
from app.rights.journal import Entry, Journal
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor


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
        erasure = _destroy(services, connection, learner_id, organisation_id, asked_by)
        _write_down(connection, erasure, actor)
        # Before the commit: what the journal has and the database not is done at the next start.
        journal_of(services).append(
            Entry(erasure.id, learner_id, organisation_id, erasure.erased_at)
        )
    services.database.empty_log()
    return erasure


def _destroy(
    services: Services,
    connection: Connection,
    learner_id: str,
    organisation_id: str,
    asked_by: AskedBy,
) -> Erasure:
    now, receipt = services.clock.now(), services.ids.new_id()
    mail_aftermath.forget_learner(connection, learner_id)
    if asked_by is not AskedBy.JOURNAL:  # who was told once need not be told again
        _owe_receipt(services, connection, learner_id, receipt)
    erasure = Erasure(
        id=receipt,
        organisation_id=organisation_id,
        learner_id=learner_id,
        asked_by=asked_by,
        erased_at=now,
        destroyed=erasures.destroy(connection, learner_id, now=now),
    )
    erasures.record(connection, erasure)
    return erasure


def _owe_receipt(services: Services, connection: Connection, learner_id: str, receipt: str) -> None:
    """Owe a last letter; it holds the address itself, and only until it is sent."""
    learner = learners.by_id(connection, services.vault, learner_id)
    address = (learner.guardian_email or learner.email).strip()
    if not address:
        return
    letter = Letter(
        kind=LetterKind.ERASURE_RECEIPT,
        organisation_id=learner.organisation_id,
        to=address,
        language=learner.language,
        details={"receipt": receipt},
    )
    owe(connection, services, letter)


def _write_down(connection: Connection, erasure: Erasure, actor: Actor | None) -> None:
    happening = Happening(
        action="learner.erased",
        subject_kind="learner",
        subject_id=erasure.learner_id,
        organisation_id=erasure.organisation_id,
        detail={"receipt": erasure.id, "asked_by": erasure.asked_by.value},
    )
    who = actor or _SPEAKING_FOR[erasure.asked_by]
    audit.append(connection, happening, who, at=erasure.erased_at)


def _of_no_school(name: str) -> Actor:
    return Actor(id=name.lower(), name=name, organisation_id="", scopes=frozenset())


_SPEAKING_FOR = {
    AskedBy.LEARNER: _of_no_school("Learner"),
    AskedBy.SCHOOL: _of_no_school("School"),
    AskedBy.RETENTION: _of_no_school("Retention"),
    AskedBy.JOURNAL: _of_no_school("Journal"),
}

"""Minors: a guardian is asked first, by one letter for all of their children who wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from app.claims import guardians as asking
from app.claims.guardians import Child, Permission
from app.db import guardians, learners, mail_aftermath
from app.db.engine import Connection
from app.mail.letter import Letter, LetterKind, OwedLetter, Reason
from app.mail.sending import owe
from app.services import Services
from issuer.model.award import Learner

_GATHERING = timedelta(minutes=1)
"""Brothers and sisters of one batch come into one letter."""

_REASONS = {
    Permission.NO_ADDRESS: Reason.GUARDIAN_UNKNOWN,
    Permission.REFUSED: Reason.GUARDIAN_REFUSED,
    Permission.WAITING: Reason.WAITS_FOR_GUARDIAN,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A guardian, and whom they are asked about."""

    address: str = field(repr=False)
    url: str = field(repr=False)
    children: tuple[str, ...] = field(repr=False)
    """Names."""


def held_back(services: Services, owed: OwedLetter) -> Reason | None:
    """Say why a learner is not written to yet, and see to it that their guardian is."""
    learner_id = owed.letter.learner_id
    if learner_id is None or owed.letter.credential_id is None:
        return None  # what is no credential's somebody has asked for themselves
    with services.database.read() as connection:
        learner = learners.by_id(connection, services.vault, learner_id)
        permission = asking.permission_of(connection, services, learner)
    if permission.allows:
        return None
    if permission is Permission.WAITING:
        with services.database.write() as connection:
            owe_question(connection, services, learner)
    return _REASONS[permission]


def asked_in(services: Services, owed: OwedLetter) -> Asked | None:
    """Give what a guardian's letter asks; None once another letter has asked it."""
    if owed.letter.learner_id is None:
        return None
    with services.database.write() as connection:
        learner = learners.by_id(connection, services.vault, owed.letter.learner_id)
        if learner.guardian_email is None:
            return None
        guardian = asking.guardian_of(connection, services, learner)
        said = guardians.of_learner(connection, services.vault, learner)
        told = said and mail_aftermath.was_sent_since(
            connection, _question(guardian.id), said.named_at
        )
    family = asking.family_of(services, guardian.token)
    waiting = tuple(each.learner.name for each in family.children if _waits(each))
    if told or not waiting:
        return None
    return Asked(learner.guardian_email, asking.guardian_url(services, guardian), waiting)


def owe_question(connection: Connection, services: Services, learner: Learner) -> None:
    """Owe a learner's guardian the question, once for each learner and guardian."""
    guardian = asking.guardian_of(connection, services, learner)
    letter = Letter(
        kind=LetterKind.GUARDIAN,
        organisation_id=learner.organisation_id,
        learner_id=learner.id,
        once=f"{_question(guardian.id)}{learner.id}",
        not_before=services.clock.now() + _GATHERING,
    )
    owe(connection, services, letter)


def _question(guardian_id: str) -> str:
    return f"guardian/{guardian_id}/"


def _waits(child: Child) -> bool:
    return child.permission is Permission.WAITING

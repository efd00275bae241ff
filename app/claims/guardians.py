"""Guardians of minors: named, asked, and what they say is kept; until then no child is written to.

A guardian's address is part of the child's sealed data and goes with it. One address is one
guardian of an organisation, so whoever has several children there sees them together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.db import audit, claim_rules, guardians, learners
from app.db.audit import Happening
from app.db.engine import Connection
from app.db.guardians import Guardian, Guardianship
from app.mail.releasing import release
from app.services import Services
from issuer.errors import NotFound
from issuer.model.award import Learner
from issuer.model.organisation import Actor

_MAJORITY = 18
"""From this birthday on nobody else is asked, whatever address is known."""


class Permission(StrEnum):
    """Whether a learner may be written to, and may use their page in full."""

    NOT_NEEDED = "not-needed"
    NO_ADDRESS = "no-address"
    """A minor, and nobody knows whom to ask."""
    WAITING = "waiting"
    """The guardian has not said."""
    GIVEN = "given"
    REFUSED = "refused"

    @property
    def allows(self) -> bool:
        """Say whether nothing stands in the way."""
        return self in {Permission.NOT_NEEDED, Permission.GIVEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One of a guardian's learners."""

    learner: Learner
    permission: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A guardian with all their learners at one organisation."""

    guardian: Guardian
    children: tuple[Child, ...]


def permission_of(connection: Connection, services: Services, learner: Learner) -> Permission:
    """Tell whether a learner's guardian is to be asked, and what they said."""
    rules = claim_rules.of_organisation(connection, learner.organisation_id)
    if not needs_guardian(learner, rules.guardian_age, services.clock.now().date()):
        return Permission.NOT_NEEDED
    if learner.guardian_email is None:
        return Permission.NO_ADDRESS
    said = guardians.of_learner(connection, services.vault, learner)
    return Permission.WAITING if said is None else _permission(said)


def needs_guardian(learner: Learner, guardian_age: int, today: date) -> bool:
    """Tell whether a guardian speaks for a learner.

    They do for who is younger than `guardian_age`; and where the school names one, until the
    learner comes of age.
    """
    named = learner.guardian_email is not None
    if learner.date_of_birth is None:
        return named
    age = _MAJORITY if named else guardian_age
    return today < _birthday(learner.date_of_birth, age)


def guardian_of(connection: Connection, services: Services, learner: Learner) -> Guardian:
    """Give the guardian of a learner, entered at the first asking. Raises NotFound without one.

    Their page is at `guardian_url`. An address that has changed is another guardian, asked anew.
    """
    if learner.guardian_email is None:
        raise NotFound("The address of this learner's guardian is not known.")
    now = services.clock.now()
    fresh = Guardian(
        id=services.ids.new_id(),
        organisation_id=learner.organisation_id,
        token=services.ids.new_token(),
    )
    guardian = guardians.find_or_create(
        connection, services.vault, fresh, learner.guardian_email, now=now
    )
    if guardians.assign(connection, learner.id, guardian.id, now=now):
        _write_down(connection, services, "guardian.named", learner, guardian)
    return guardian


def guardian_url(services: Services, guardian: Guardian) -> str:
    """Give the address of a guardian's page; whoever has it speaks for the guardian."""
    return f"{services.settings.public_url}/guardian/{guardian.token}"


def family_of(services: Services, token: str) -> Family:
    """Give the guardian whose link was followed, with their learners. Raises NotFound."""
    with services.database.read() as connection:
        guardian = guardians.by_token(connection, services.vault, token)
        return Family(guardian=guardian, children=tuple(_children(connection, services, guardian)))


def decide(services: Services, token: str, learner_id: str, *, agrees: bool) -> None:
    """Let a guardian agree for a learner of theirs, or refuse. Raises NotFound."""
    with services.database.write() as connection:
        guardian = guardians.by_token(connection, services.vault, token)
        learner = learners.by_id(connection, services.vault, learner_id)
        asked = guardians.of_learner(connection, services.vault, learner)
        if asked is None or asked.guardian_id != guardian.id:
            raise NotFound("There is no such learner.")
        guardians.decide(connection, asked, agrees=agrees, now=services.clock.now())
        if agrees:
            release(connection, services, learner_id)
        action = "guardian.agreed" if agrees else "guardian.refused"
        _write_down(connection, services, action, learner, guardian)


def _children(connection: Connection, services: Services, guardian: Guardian) -> Iterator[Child]:
    """Give a guardian's learners, without those who have another one by now."""
    for learner_id in guardians.learner_ids(connection, guardian.id):
        learner = learners.by_id(connection, services.vault, learner_id)
        said = guardians.of_learner(connection, services.vault, learner)
        if said is not None and said.guardian_id == guardian.id:
            yield Child(learner=learner, permission=_permission(said))


def _permission(said: Guardianship) -> Permission:
    if said.agrees is None:
        return Permission.WAITING
    return Permission.GIVEN if said.agrees else Permission.REFUSED


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # born on a leap day
        return date(born.year + age, 3, 1)


def _write_down(
    connection: Connection, services: Services, action: str, learner: Learner, guardian: Guardian
) -> None:
    happening = Happening(
        action=action,
        subject_kind="learner",
        subject_id=learner.id,
        organisation_id=learner.organisation_id,
    )
    actor = Actor(
        id=guardian.id,
        name="guardian",
        organisation_id=guardian.organisation_id,
        scopes=frozenset(),
    )
    audit.append(connection, happening, actor, at=services.clock.now())

"""A guardian's address, given later: by the school, or by the child on their page."""

from __future__ import annotations

from dataclasses import replace

from app.claims.guardians import Permission, permission_of
from app.claims.opening import OpenedClaim
from app.db import audit, learners
from app.db.audit import Happening
from app.db.engine import Connection
from app.mail.asking_guardians import owe_question
from app.mail.releasing import try_again
from app.services import Services
from issuer.errors import InvalidContent, WrongState
from issuer.model.award import Learner
from issuer.model.organisation import Actor


def name_guardian(services: Services, actor: Actor, learner_id: str, email: str) -> Permission:
    """Let a school say who a learner's guardian is; another one is asked anew. Raises NotFound."""
    with services.database.write() as connection:
        own = actor.organisation_id
        learner = learners.get(connection, services.vault, learner_id, organisation_id=own)
        return _named(connection, services, actor, replace(learner, guardian_email=email))


def name_own_guardian(services: Services, opened: OpenedClaim, email: str) -> None:
    """Let a child say whom to ask, as long as nobody knows. Raises WrongState, InvalidContent."""
    learner = opened.learner
    if opened.permission is not Permission.NO_ADDRESS:
        raise WrongState("Your school knows whom to ask. Turn to it if that is not right.")
    if email.strip().casefold() == learner.email.strip().casefold():
        raise InvalidContent("This is your own address. Give that of a parent or guardian.")
    with services.database.write() as connection:
        _named(connection, services, opened.actor, replace(learner, guardian_email=email))


def _named(
    connection: Connection, services: Services, actor: Actor, learner: Learner
) -> Permission:
    now = services.clock.now()
    learners.save(connection, services.vault, learner, now=now)
    happening = Happening(
        action="guardian.address-given",
        subject_kind="learner",
        subject_id=learner.id,
        organisation_id=learner.organisation_id,
    )
    audit.append(connection, happening, actor, at=now)
    permission = permission_of(connection, services, learner)
    if permission is Permission.WAITING:
        try_again(connection, services, learner.id)
        owe_question(connection, services, learner)
    return permission

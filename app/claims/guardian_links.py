"""A guardian's link in a school's hands, where no letter can bring it."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.claims.guardians import Permission, guardian_of, guardian_url, permission_of
from app.db import audit, learners
from app.db.audit import Happening
from app.services import Services
from issuer.errors import WrongState
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianLink:
    """What a school hands over, and how it stands with the learner who is asked about."""

    url: str = field(repr=False)
    permission: Permission


def give_guardian_link(services: Services, actor: Actor, learner_id: str) -> GuardianLink:
    """Give the link to the page of a learner's guardian, and write down that it was given.

    Raises NotFound (no such learner, or nobody knows whom to ask), WrongState (nobody is asked).
    """
    own = actor.organisation_id
    with services.database.write() as connection:
        learner = learners.get(connection, services.vault, learner_id, organisation_id=own)
        if permission_of(connection, services, learner) is Permission.NOT_NEEDED:
            raise WrongState("This learner speaks for themselves: give them their own link.")
        guardian = guardian_of(connection, services, learner)
        happening = Happening(
            action="guardian.link-given",
            subject_kind="learner",
            subject_id=learner.id,
            organisation_id=own,
        )
        audit.append(connection, happening, actor, at=services.clock.now())
        permission = permission_of(connection, services, learner)
    return GuardianLink(url=guardian_url(services, guardian), permission=permission)

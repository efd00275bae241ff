"""Opening a claim: by its learner, who may be a minor whose guardian is asked first."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.claims.claim import Claim
from app.claims.claiming import open_claim
from app.claims.guardians import Permission, permission_of
from app.db import credentials, learners
from app.services import Services
from issuer.errors import DomainError
from issuer.model.award import Learner
from issuer.model.organisation import Actor


class GuardianFirst(DomainError):
    """The learner is a minor, and no guardian has agreed."""

    code = "GUARDIAN_FIRST"


@dataclass(frozen=True, slots=True)
class OpenedClaim:
    """A claim, with whose it is, and whether a guardian stands before it."""

    claim: Claim
    learner: Learner = field(repr=False)
    permission: Permission

    @property
    def actor(self) -> Actor:
        """Give the learner as whoever acts, for the audit record."""
        return Actor(
            id=self.learner.id,
            name="learner",
            organisation_id=self.learner.organisation_id,
            scopes=frozenset(),
        )


def opened(services: Services, token: str) -> OpenedClaim:
    """Open a claim by its token. Raises NotFound, ClaimEnded."""
    claim = open_claim(services, token)
    with services.database.read() as connection:
        learner_id = credentials.learner_of(connection, claim.credential_id)
        learner = learners.by_id(connection, services.vault, learner_id)
        return OpenedClaim(claim, learner, permission_of(connection, services, learner))


def opened_in_full(services: Services, token: str) -> OpenedClaim:
    """Open a claim to do something with it. Raises NotFound, ClaimEnded, GuardianFirst."""
    found = opened(services, token)
    if not found.permission.allows:
        raise GuardianFirst("A parent or guardian is asked first.")
    return found

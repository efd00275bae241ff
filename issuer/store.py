"""What issuing needs of a database, in domain words. `app.db.store` implements it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.credential import Credential, SignedDocument, StatusListEntry, StatusPurpose
from issuer.model.organisation import Profile, SigningKey

T = TypeVar("T")


class IssuanceTransaction(Protocol):
    """One database transaction: everything below is committed together, or not at all."""

    def award(self, award_id: str, organisation_id: str) -> Award:
        """Load the award and hold it against concurrent issue. Raises NotFound."""

    def learner(self, learner_id: str) -> Learner:
        """Load the learner of an award. Raises NotFound."""

    def version(self, version_id: str) -> ProgrammeVersion:
        """Load the programme version of an award. Raises NotFound."""

    def profile(self, profile_id: str) -> Profile:
        """Load the issuing profile. Raises NotFound."""

    def has_seal(self, profile_id: str) -> bool:
        """Tell whether the profile seals: then its badges name their European twins."""

    def signing_keys(self, profile_id: str) -> tuple[SigningKey, ...]:
        """Load every key of the profile, retired ones too."""

    def allot(self, profile_id: str, purpose: StatusPurpose, credential_id: str) -> StatusListEntry:
        """Take a free place at random in a list of this profile and purpose."""

    def credential_of_award(self, award_id: str) -> Credential | None:
        """Find the award's credential, intended or issued; None when there is none yet."""

    def record_intent(self, credential: Credential) -> None:
        """Write down what is about to be signed. Raises AlreadyIssued."""

    def credential(self, credential_id: str) -> Credential:
        """Load an intended or issued credential. Raises NotFound."""

    def record_issued(
        self, credential: Credential, documents: tuple[SignedDocument, ...], issued_at: datetime
    ) -> bool:
        """Store the signed documents with the outbox row; False if another did so first.

        In the same transaction the award becomes issued, and the credential of the award that it
        supersedes learns which one corrects it.
        """


class IssuanceStore(Protocol):
    """Opens transactions."""

    def transaction(self) -> AbstractContextManager[IssuanceTransaction]:
        """Begin; commit on a normal end, roll back on an exception."""

    def together(self, work: Callable[[IssuanceTransaction], T]) -> T:
        """Do a short work in a transaction that others may share; it is committed afterwards.

        An exception takes back what this work has done, and is raised.
        """

"""What the pages read, in domain words: `app.web.database_records` reads it from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from issuer.model.approval import ProgrammeVersion
from issuer.model.award import Award, Learner
from issuer.model.credential import Credential
from issuer.model.organisation import Profile
from issuer.model.text import Text


class Standing(StrEnum):
    """What the register can be narrowed to."""

    OPEN = "open"
    """Approved and awarded today."""
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSearch:
    """What a reader of the register asked for; None: no matter."""

    words: str = ""
    sok_level: int | None = None
    field: str | None = None
    """ISCED-F code, of any length: "06" includes "0612"."""
    provider: str | None = None
    """The profile's slug."""
    pilot: bool | None = None
    standing: Standing | None = None
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedVersion:
    """A programme version that the public may read, with whose it is."""

    version: ProgrammeVersion
    """Approved or retired."""
    profile: Profile
    organisations: Mapping[str, Text]
    """Names of the organisations that took its decisions, by id."""
    approved_at: datetime | None = None
    numbers: tuple[int, ...] = ()
    """Every published version of the programme, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """One page of the register."""

    entries: Sequence[PublishedVersion]
    total: int
    size: int
    """How many entries a full page has."""
    more: bool = False
    """Whether there are more than `total`, which is how far was counted."""
    providers: Sequence[Profile] = ()
    """Those that have something in the register, to choose from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedCredential:
    """A credential with all that its learner may see."""

    credential: Credential
    award: Award
    learner: Learner
    published: PublishedVersion
    sealed_at: datetime | None = None
    """When its European twin was sealed; None while there is none."""
    has_demo_seal: bool = False


class PublicRecords(Protocol):
    """Read what is public, and what the holder of a learner's address may see."""

    def register(self, search: RegisterSearch) -> RegisterPage:
        """Find the newest published version of each programme that fits."""
        ...

    def published_version(self, programme_id: str, number: int) -> PublishedVersion:
        """Read one published version. Raises NotFound."""
        ...

    def newest_number(self, programme_id: str) -> int:
        """Give the newest published version's number. Raises NotFound."""
        ...

    def profile(self, slug: str) -> Profile:
        """Read a profile by its place in addresses. Raises NotFound."""
        ...

    def credential(self, page_token: str) -> IssuedCredential:
        """Read the issued credential whose learner's page this is. Raises NotFound."""
        ...

    def claimed(self, credential_id: str) -> IssuedCredential:
        """Read the issued credential that a learner's link leads to. Raises NotFound."""
        ...

    def issued(self, credential_id: str) -> Credential:
        """Read an issued credential alone, for its state. Raises NotFound."""
        ...

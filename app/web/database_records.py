"""What the pages read, from the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request

from app.db import (
    awards,
    credentials,
    learners,
    organisations,
    profiles,
    programmes,
    register,
    twin_standings,
)
from app.db.engine import Connection, Database
from app.db.paging import Paging
from app.db.twin_standings import SealKind
from app.keys.sealing import Vault
from app.services import services_of
from app.web.records import (
    IssuedCredential,
    PublicRecords,
    PublishedVersion,
    RegisterPage,
    RegisterSearch,
    Standing,
)
from issuer.errors import NotFound
from issuer.model.approval import ProgrammeState, ProgrammeVersion, Step
from issuer.model.credential import Credential
from issuer.model.organisation import Profile
from issuer.model.text import Text

PAGE_SIZE = 12

_STATES = {Standing.OPEN: ProgrammeState.APPROVED, Standing.RETIRED: ProgrammeState.RETIRED}


@dataclass(frozen=True, slots=True)
class DatabaseRecords:
    """Implement `PublicRecords`; each reading is one transaction."""

    database: Database
    vault: Vault

    def register(self, search: RegisterSearch) -> RegisterPage:
        """Find the newest published version of each programme that fits."""
        wanted = register.RegisterFilter(
            text=search.words,
            sok_level=search.sok_level,
            field=search.field,
            provider=search.provider,
            pilot=search.pilot,
            state=_STATES[search.standing] if search.standing else None,
        )
        with self.database.read() as connection:
            found = register.search(connection, wanted, Paging(search.page, PAGE_SIZE))
            providers = profiles.public(connection)
            known = {profile.id: profile for profile in providers}
            entries = [
                PublishedVersion(
                    version=version,
                    profile=known.get(version.profile_id)
                    or profiles.by_id(connection, version.profile_id),
                    organisations={},
                    approved_at=_approved_at(version),
                )
                for version in found.items
            ]
        return RegisterPage(
            entries=entries,
            total=found.total,
            size=PAGE_SIZE,
            more=found.more,
            providers=providers,
        )

    def published_version(self, programme_id: str, number: int) -> PublishedVersion:
        """Read one published version. Raises NotFound."""
        with self.database.read() as connection:
            return _published(connection, register.published(connection, programme_id, number))

    def newest_number(self, programme_id: str) -> int:
        """Give the newest published version's number. Raises NotFound."""
        with self.database.read() as connection:
            return register.newest_published(connection, programme_id).number

    def profile(self, slug: str) -> Profile:
        """Read a profile by its place in addresses. Raises NotFound."""
        with self.database.read() as connection:
            return profiles.by_slug(connection, slug)

    def credential(self, page_token: str) -> IssuedCredential:
        """Read the issued credential whose learner's page this is. Raises NotFound."""
        with self.database.read() as connection:
            found = credentials.by_page_token(connection, self.vault, page_token)
            return self._with_award(connection, found)

    def claimed(self, credential_id: str) -> IssuedCredential:
        """Read the issued credential that a learner's link leads to. Raises NotFound."""
        with self.database.read() as connection:
            found = credentials.by_id(connection, self.vault, credential_id)
            return self._with_award(connection, found)

    def issued(self, credential_id: str) -> Credential:
        """Read an issued credential alone, for its state. Raises NotFound."""
        with self.database.read() as connection:
            credential = credentials.by_id(connection, self.vault, credential_id)
        if credential.issued_at is None:
            raise NotFound("This credential was never issued.")
        return credential

    def _with_award(self, connection: Connection, credential: Credential) -> IssuedCredential:
        award = awards.get(
            connection,
            self.vault,
            credential.award_id,
            organisation_id=credential.organisation_id,
        )
        twin = twin_standings.of_credentials(connection, [credential.id])[credential.id]
        return IssuedCredential(
            credential=credential,
            award=award,
            learner=learners.by_id(connection, self.vault, award.learner_id),
            published=_published(connection, programmes.by_id(connection, award.version_id)),
            sealed_at=twin.sealed_at,
            has_demo_seal=twin.seal_kind is SealKind.DEMONSTRATION,
        )


def public_records(request: Request) -> PublicRecords:
    """Give the records of the service that this request reached."""
    services = services_of(request)
    return DatabaseRecords(services.database, services.vault)


Records = Annotated[PublicRecords, Depends(public_records)]


def _published(connection: Connection, version: ProgrammeVersion) -> PublishedVersion:
    numbers = register.published_numbers(connection, version.programme_id)
    return PublishedVersion(
        version=version,
        profile=profiles.by_id(connection, version.profile_id),
        organisations=_names(connection, (one.organisation_id for one in version.decisions)),
        approved_at=_approved_at(version),
        numbers=numbers,
    )


def _names(connection: Connection, organisation_ids: Iterable[str]) -> dict[str, Text]:
    return {
        organisation_id: organisations.get(connection, organisation_id).name
        for organisation_id in set(organisation_ids)
    }


def _approved_at(version: ProgrammeVersion) -> datetime | None:
    approvals = [one.decided_at for one in version.decisions if one.step is Step.APPROVE]
    return max(approvals, default=None)

"""The demonstration found again, with fresh keys: of the old ones only hashes are stored."""

from __future__ import annotations

from dataclasses import replace

from app.db import credentials, organisations, programmes
from app.db.credentials import CredentialFilter
from app.db.paging import LARGEST_PAGE, Paging
from app.demo.cast import PLAYS, Cast, keys_of_role, read, role_key
from app.demo.story import Told, content_of
from app.key_making import KeyWish, MadeKey, enter_key, revoke_key
from app.recovery import SERVICE
from app.services import Services
from issuer.errors import NotFound
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.organisation import Organisation, Scope

_SHOWN = ("3d-printing", "remote-teamwork")


def find_again(services: Services) -> Told:
    """Give new keys to the demonstration's roles and revoke the old. Raises NotFound.

    NotFound: this database holds no demonstration, or not what its file names any more.
    """
    cast = Cast(_organisations(services), {})
    school = cast.organisations["school"]
    found = {name: _programme(services, school, name) for name in _SHOWN}
    shown = [
        _credential(services, school, found["3d-printing"], status)
        for status in (CredentialStatus.ACTIVE, CredentialStatus.REVOKED)
    ]
    for name in ("operator", *PLAYS):
        _new_keys(services, cast, name)
    return Told(cast, found, shown)


def _organisations(services: Services) -> dict[str, Organisation]:
    told = read("cast.json")
    with services.database.read() as connection:
        admitted = organisations.listed(connection)
    found = {
        name: each for name in told for each in admitted if dict(each.name) == told[name]["name"]
    }
    if len(found) < len(told):
        raise NotFound("This database holds no demonstration.")
    return found


def _programme(services: Services, school: Organisation, name: str) -> str:
    title = dict(content_of(services, name).title)
    with services.database.read() as connection:
        listed = programmes.listed(
            connection, organisation_id=school.id, paging=Paging(1, LARGEST_PAGE)
        )
    for version in reversed(listed.items):
        if dict(version.content.title) == title:
            return version.programme_id
    raise NotFound(f"The demonstration's programme {name} is gone.")


def _credential(
    services: Services, school: Organisation, programme_id: str, status: CredentialStatus
) -> Credential:
    with services.database.read() as connection:
        listed = credentials.listed(
            connection,
            services.vault,
            organisation_id=school.id,
            wanted=CredentialFilter(status=status, programme_id=programme_id),
            paging=Paging(1, LARGEST_PAGE),
        )
        if not listed.items:
            raise NotFound(f"The demonstration has no credential that is {status.value}.")
        return credentials.by_id(connection, services.vault, listed.items[-1].id)


def _new_keys(services: Services, cast: Cast, name: str) -> None:
    organisation_id = cast.organisations[name].id
    clerk = replace(SERVICE, organisation_id=organisation_id)
    for role in ("admin", *PLAYS.get(name, ())):
        for old in keys_of_role(services, organisation_id, role):
            revoke_key(services, clerk, old.id)
    cast.keys[name, "admin"] = _new_admin(services, organisation_id)
    for role in PLAYS.get(name, ()):
        cast.keys[name, role] = role_key(services, cast.actor(name, "admin"), role)


def _new_admin(services: Services, organisation_id: str) -> MadeKey:
    wish = KeyWish(organisation_id=organisation_id, name="admin", scopes=frozenset({Scope.ADMIN}))
    with services.database.write() as connection:
        return enter_key(services, connection, SERVICE, wish, key_id=services.ids.new_id())

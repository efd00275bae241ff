"""The profiles that organisations issue as."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import profiles
from app.db.written import Written
from issuer.errors import AlreadyExists, NotFound
from issuer.model.organisation import Profile


def add(connection: Connection, profile: Profile) -> None:
    """Enter a new profile. Raises AlreadyExists when its slug or DID is taken."""
    row = {"id": profile.id, "created_at": profile.created_at, **_fixed(profile), **_said(profile)}
    if not insert_if_absent(connection, profiles, row):
        raise AlreadyExists(
            f"The name “{profile.slug}” is taken. Choose another.", slug=profile.slug
        )


def save(connection: Connection, profile: Profile) -> None:
    """Store what a profile says of itself; slug and DID never change. Raises NotFound."""
    own = (profiles.c.id == profile.id) & (profiles.c.organisation_id == profile.organisation_id)
    if connection.execute(update(profiles).where(own).values(_said(profile))).rowcount == 0:
        raise NotFound("There is no such profile.")


def get(connection: Connection, profile_id: str, *, organisation_id: str) -> Profile:
    """Load a profile of the caller's organisation. Raises NotFound."""
    profile = by_id(connection, profile_id)
    if profile.organisation_id != organisation_id:
        raise NotFound("There is no such profile.")
    return profile


def by_id(connection: Connection, profile_id: str) -> Profile:
    """Load a profile that another row names. Raises NotFound."""
    return _read(_BY_ID.one(connection, {"profile_id": profile_id}))


def by_slug(connection: Connection, slug: str) -> Profile:
    """Load the profile of a public page. Raises NotFound."""
    query = select(profiles).where(profiles.c.slug == slug)
    return _read(connection.execute(query).one_or_none())


def listed(connection: Connection, *, organisation_id: str) -> tuple[Profile, ...]:
    """List an organisation's profiles, oldest first."""
    query = select(profiles).where(profiles.c.organisation_id == organisation_id)
    rows = connection.execute(query.order_by(profiles.c.created_at, profiles.c.id))
    return tuple(map(_profile, rows))


def public(connection: Connection) -> tuple[Profile, ...]:
    """List every profile of the service, by slug: what the register offers as providers."""
    return tuple(map(_profile, connection.execute(select(profiles).order_by(profiles.c.slug))))


_BY_ID = Written(select(profiles).where(profiles.c.id == bindparam("profile_id")))


def _read(row: Row[Any] | None) -> Profile:
    if row is None:
        raise NotFound("There is no such profile.")
    return _profile(row)


def _fixed(profile: Profile) -> dict[str, Any]:
    return {
        "organisation_id": profile.organisation_id,
        "slug": profile.slug,
        "did": profile.did,
    }


def _said(profile: Profile) -> dict[str, Any]:
    return {
        "name": dict(profile.name),
        "description": dict(profile.description),
        "url": profile.url,
        "email": profile.email,
        "country": profile.country,
        "locality": profile.locality,
        "legal_identifier": profile.legal_identifier,
        "image": profile.image,
    }


def _profile(row: Row[Any]) -> Profile:
    return Profile(**row._asdict())

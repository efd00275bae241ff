"""Profiles: made with their first keys, changed, and given new keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from app.db import audit, profiles, signing_keys
from app.db.engine import Connection
from app.keys.generation import new_signing_keys
from app.repeating import RepeatGuard
from app.services import Services
from issuer.model.organisation import Actor, Profile, SigningKey


@dataclass(frozen=True, slots=True)
class ProfileWithKeys:
    """A profile and the public halves of its keys, oldest first."""

    profile: Profile
    keys: tuple[SigningKey, ...]


def make_profile(
    services: Services, actor: Actor, said: Mapping[str, Any], repeat: RepeatGuard
) -> ProfileWithKeys:
    """Make a profile of the actor's organisation from its `slug` and what else it says of itself.

    Raises AlreadyExists when the slug is taken.
    """
    now, profile_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        earlier = repeat.made_before(connection, actor, ("profile", profile_id), now=now)
        if earlier is not None:
            return _with_keys(connection, profiles.by_id(connection, earlier))
        profile = Profile(
            id=profile_id,
            organisation_id=actor.organisation_id,
            did=did_web(services.settings.public_url, said["slug"]),
            created_at=now,
            **said,
        )
        profiles.add(connection, profile)
        _add_keys(services, connection, profile, now)
        _write_down(connection, profile, "profile.made", actor, now)
        return _with_keys(connection, profile)


def change_profile(
    services: Services, actor: Actor, profile_id: str, said: Mapping[str, Any]
) -> ProfileWithKeys:
    """Change what a profile says of itself. Raises NotFound."""
    now = services.clock.now()
    with services.database.write() as connection:
        known = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        profile = replace(known, **said)
        profiles.save(connection, profile)
        _write_down(connection, profile, "profile.changed", actor, now)
        return _with_keys(connection, profile)


def rotate_keys(
    services: Services, actor: Actor, profile_id: str, repeat: RepeatGuard
) -> ProfileWithKeys:
    """Retire the present keys and make new ones; the old stay listed. Raises NotFound."""
    now = services.clock.now()
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        if repeat.made_before(connection, actor, ("key-rotation", profile_id), now=now):
            return _with_keys(connection, profile)
        signing_keys.retire(connection, profile.id, at=now)
        _add_keys(services, connection, profile, now)
        _write_down(connection, profile, "profile.keys-rotated", actor, now)
        return _with_keys(connection, profile)


def read_profile(services: Services, actor: Actor, profile_id: str) -> ProfileWithKeys:
    """Load a profile of the actor's organisation. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        return _with_keys(connection, profile)


def read_profiles(services: Services, actor: Actor) -> tuple[ProfileWithKeys, ...]:
    """Load all profiles of the actor's organisation."""
    with services.database.read() as connection:
        own = profiles.listed(connection, organisation_id=actor.organisation_id)
        return tuple(_with_keys(connection, profile) for profile in own)


def did_web(public_url: str, slug: str) -> str:
    """Name a profile by its place on this host (did:web, section 3.1: a port's colon is %3A)."""
    host = urlsplit(public_url).netloc.replace(":", "%3A")
    return f"did:web:{host}:profiles:{slug}"


def _add_keys(services: Services, connection: Connection, profile: Profile, now: datetime) -> None:
    for key, sealed in new_signing_keys(profile.id, services.vault, services.ids, now=now):
        signing_keys.add(connection, key, private_sealed=sealed)


def _with_keys(connection: Connection, profile: Profile) -> ProfileWithKeys:
    return ProfileWithKeys(profile, signing_keys.of_profile(connection, profile.id))


def _write_down(
    connection: Connection, profile: Profile, action: str, actor: Actor, now: datetime
) -> None:
    happening = audit.Happening(
        action=action,
        subject_kind="profile",
        subject_id=profile.id,
        organisation_id=profile.organisation_id,
        detail={"did": profile.did},
    )
    audit.append(connection, happening, actor, at=now)

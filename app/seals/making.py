"""Seals of a profile: set up, listed, retired."""

from __future__ import annotations

from dataclasses import dataclass

from app.db import audit, profiles, seals
from app.db.engine import Connection
from app.db.seals import StoredSeal
from app.demo.authorities import authorities
from app.demo.pki import SealHolder
from app.demo.pki.keeping import private_bytes
from app.keys.seal_signers import seal_signer
from app.repeating import RepeatGuard
from app.seals.opening import DEMO, private_place
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor, Profile
from issuer.model.seal import SealSetUp
from issuer.model.text import in_language
from issuer.sealing import TimeForm, check_certificate
from verifier.securing.jades import Level, certificate_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SealWish:
    """What a seal is to be."""

    key_uri: str
    level: Level
    time_form: TimeForm = TimeForm.IAT
    timestamp_url: str | None = None
    mandate: str | None = None


def set_up_seal(
    services: Services, actor: Actor, profile_id: str, wish: SealWish, repeat: RepeatGuard
) -> SealSetUp:
    """Let a profile seal from now on; its earlier seal is retired.

    The certificate is judged before it is used. Raises NotFound, KeyUnusable,
    SealCertificateRefused.
    """
    now, seal_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        earlier = repeat.made_before(connection, actor, ("seal", seal_id), now=now)
        if earlier is not None:
            return _own(connection, profile, earlier)
        stored = _made(services, connection, profile, seal_id, wish)
        # Under a mandate the certificate is rightly somebody else's.
        says = certificate_facts(stored.set_up.certificate)
        own = profile.legal_identifier if wish.mandate is None else says.organisation_identifier
        check_certificate(says, legal_identifier=own, now=now)
        seals.add(connection, stored)
        _write_down(services, connection, actor, profile, ("seal.set-up", seal_id))
        return stored.set_up


def retire_seal(services: Services, actor: Actor, profile_id: str, seal_id: str) -> SealSetUp:
    """Let a seal seal no more. Raises NotFound."""
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        seals.retire(connection, seal_id, profile.id, at=services.clock.now())
        _write_down(services, connection, actor, profile, ("seal.retired", seal_id))
        return _own(connection, profile, seal_id)


def seals_of(services: Services, actor: Actor, profile_id: str) -> tuple[SealSetUp, ...]:
    """List a profile's seals, retired ones too. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        return seals.of_profile(connection, profile.id)


def _made(
    services: Services, connection: Connection, profile: Profile, seal_id: str, wish: SealWish
) -> StoredSeal:
    certificate, private = (
        _demo_seal(services, connection, profile, seal_id)
        if wish.key_uri == DEMO
        else (seal_signer(wish.key_uri).certificates[0], None)
    )
    set_up = SealSetUp(
        id=seal_id,
        profile_id=profile.id,
        key_uri=wish.key_uri,
        certificate=certificate,
        level=wish.level,
        time_form=wish.time_form,
        timestamp_url=wish.timestamp_url,
        mandate=wish.mandate,
        active_from=services.clock.now(),
    )
    return StoredSeal(set_up, private)


def _demo_seal(
    services: Services, connection: Connection, profile: Profile, seal_id: str
) -> tuple[bytes, bytes]:
    holder = SealHolder(in_language(profile.name, "sl"), profile.legal_identifier or "")
    issued = authorities(services, connection).new_seal(holder, services.clock.now())
    private = services.vault.close(private_bytes(issued.key), place=private_place(seal_id))
    return issued.der, private


def _own(connection: Connection, profile: Profile, seal_id: str) -> SealSetUp:
    found = [each for each in seals.of_profile(connection, profile.id) if each.id == seal_id]
    if not found:
        raise NotFound("There is no such seal.")
    return found[0]


def _write_down(
    services: Services,
    connection: Connection,
    actor: Actor,
    profile: Profile,
    done: tuple[str, str],
) -> None:
    action, seal_id = done
    happening = audit.Happening(
        action=action,
        subject_kind="seal",
        subject_id=seal_id,
        organisation_id=profile.organisation_id,
        detail={"profile_id": profile.id},
    )
    audit.append(connection, happening, actor, at=services.clock.now())

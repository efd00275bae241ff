"""Seals of a profile: set up, listed, retired."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from app.db import audit, profiles, sealed_documents, seals
from app.db.engine import Connection
from app.db.seals import StoredSeal
from app.demo.authorities import authorities
from app.demo.pki import SealHolder
from app.demo.pki.keeping import private_bytes
from app.keys.key_uri import KeyUnusable
from app.keys.seal_signers import seal_signer
from app.repeating import RepeatGuard
from app.seals.offered_keys import offered_keys, whole_key_uri
from app.seals.opening import DEMO, private_place
from app.seals.wishes import SealKeyUnusable, SealWish, require_possible
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor, Profile
from issuer.model.seal import SealSetUp
from issuer.model.text import in_language
from issuer.sealing import check_certificate
from verifier.securing.jades import certificate_facts

LOG = logging.getLogger("dokazilo.seals")


def set_up_seal(
    services: Services, actor: Actor, profile_id: str, wish: SealWish, repeat: RepeatGuard
) -> SealSetUp:
    """Let a profile seal from now on; its earlier seal is retired.

    The certificate is judged before it is used. Raises NotFound, InvalidContent, SealKeyUnusable,
    SealCertificateRefused.
    """
    now, seal_id = services.clock.now(), services.ids.new_id()
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        earlier = repeat.made_before(connection, actor, ("seal", seal_id), now=now)
        if earlier is not None:
            return _own(connection, profile, earlier)
        require_possible(services, profile, wish)
        stored = _made(services, connection, profile, seal_id, wish)
        # Under a mandate the certificate is rightly somebody else's.
        says = certificate_facts(stored.set_up.certificate)
        own = profile.legal_identifier if wish.mandate is None else says.organisation_identifier
        check_certificate(says, legal_identifier=own, now=now)
        seals.add(connection, stored)
        _write_down(services, connection, actor, profile, ("seal.set-up", seal_id))
        return stored.set_up


def retire_seal(services: Services, actor: Actor, profile_id: str, seal_id: str) -> SealSetUp:
    """Let a seal seal no more; a second time changes nothing. Raises NotFound."""
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        if _own(connection, profile, seal_id).retired_at is None:
            seals.retire(connection, seal_id, profile.id, at=services.clock.now())
            _write_down(services, connection, actor, profile, ("seal.retired", seal_id))
        return _own(connection, profile, seal_id)


@dataclass(frozen=True, slots=True)
class SealsOfProfile:
    """With what a profile seals, with what it could, and how far its badges have twins."""

    seals: tuple[SealSetUp, ...]
    """Retired ones too, oldest first."""
    available_keys: tuple[str, ...]
    """Key URIs without their query."""
    sealed: int
    missing: int


def seals_of(services: Services, actor: Actor, profile_id: str) -> SealsOfProfile:
    """Tell of a profile's seals. Raises NotFound."""
    with services.database.read() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        return SealsOfProfile(
            seals.of_profile(connection, profile.id),
            _available(services, profile),
            sealed_documents.how_many(connection, profile.id),
            sealed_documents.how_many_missing(connection, profile.id),
        )


def _available(services: Services, profile: Profile) -> tuple[str, ...]:
    demo = (DEMO,) if services.settings.demo else ()
    try:
        return (*offered_keys(services.settings.seal_keys_file, profile.slug), *demo)
    except KeyUnusable as error:
        LOG.warning("%s", error)
        return demo


def _made(
    services: Services, connection: Connection, profile: Profile, seal_id: str, wish: SealWish
) -> StoredSeal:
    certificate, private = (
        _demo_seal(services, connection, profile, seal_id)
        if wish.key_uri == DEMO
        else (_certificate_at(services, profile, wish.key_uri), None)
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


def _certificate_at(services: Services, profile: Profile, key_uri: str) -> bytes:
    try:
        whole = whole_key_uri(services.settings.seal_keys_file, profile.slug, key_uri)
        return seal_signer(whole).certificates[0]
    except KeyUnusable as error:
        # Its sentence names the server's files, which are the operator's business.
        LOG.warning("the seal key of profile %s cannot be used: %s", profile.slug, error)
        raise SealKeyUnusable(
            "The key cannot be opened. The operator finds why in the log."
        ) from None


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

"""Seal the European twins of issued badges, each once only, whatever is tried again."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from app.db import outbox, profiles, sealed_documents, seals
from app.db.engine import Connection
from app.db.outbox import Topic
from app.seals.material import Records, gathered_all, twin_material
from app.seals.opening import opened
from app.seals.outside import SealServiceUnavailable
from app.services import Services
from issuer.errors import DomainError
from issuer.europass_twin import PreparedTwin, Sealing, prepare_twin, released, seal_twins
from issuer.model.credential import Format
from issuer.model.organisation import Actor
from issuer.model.seal import SealedDocument

LOG = logging.getLogger("dokazilo.seals")

_AT_ONCE = 25
"""Sealed with one call to the key's device, and well within the lease of an outbox message."""


def seal_credentials(
    services: Services, actor: Actor, ids: Sequence[str]
) -> Mapping[str, DomainError]:
    """Seal the twins of issued badges; gives what stood in the way, by badge.

    Each twin is recorded by itself, once only: stopped anywhere, the next call goes on with those
    that are missing. Badges that have a twin, or can have none, are passed over. When key or
    evidence are not to be had, the cause is raised (SealServiceUnavailable, KeyUnusable and
    others), and what is recorded by then stays.
    """
    failed: dict[str, DomainError] = {}
    for start in range(0, len(ids), _AT_ONCE):
        with services.database.read() as connection:
            due = sealed_documents.due(connection, ids[start : start + _AT_ONCE])
        for profile_id, badges in due.items():
            failed |= _seal_of_profile(services, actor, profile_id, badges)
    return failed


def seal_earlier(services: Services, actor: Actor, profile_id: str) -> int:
    """Ask for the twins of all badges that have none yet; gives how many those are.

    The outbox seals them bit by bit; asking twice does no harm. Raises NotFound, NoSeal.
    """
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        if seals.in_use(connection, profile.id) is None:
            raise NoSeal("The profile has no seal in use. Set one up first.")
        _owe(services, connection, profile.id, after="")
        missing = sealed_documents.how_many_missing(connection, profile.id)
    services.bell.ring()
    return missing


class NoSeal(DomainError):
    """The profile has no seal in use."""

    code = "NO_SEAL"


def seal_some(services: Services, actor: Actor, profile_id: str, *, after: str) -> None:
    """Seal the next badges of a profile, and owe the rest.

    One that cannot be rendered or checked is logged by id and does not stop the others. Raises what
    `seal_credentials` raises.
    """
    with services.database.read() as connection:
        due = sealed_documents.missing(connection, profile_id, after=after, limit=_AT_ONCE)
    if not due:
        return
    seal_credentials(services, actor, due)
    with services.database.write() as connection:
        _owe(services, connection, profile_id, after=due[-1])


def _seal_of_profile(
    services: Services, actor: Actor, profile_id: str, badges: Sequence[str]
) -> dict[str, DomainError]:
    with services.database.read() as connection:
        stored = seals.in_use(connection, profile_id)
        if stored is None:
            return {}
        records = gathered_all(services, connection, badges)
    sealing, failed = opened(services, stored), {}
    prepared = []
    for each in records:
        try:
            prepared.append(_prepared(services, each, sealing))
        except DomainError as error:
            failed[each.credential.id] = _passed_over(each.credential.id, error)
    now = services.clock.now()
    for twin, body in zip(prepared, seal_twins(prepared, sealing, now=now), strict=True):
        credential_id = twin.material.credential_id
        if body is None:
            failed[credential_id] = SealServiceUnavailable("There is no time stamp for it yet.")
            continue
        try:
            _keep(services, actor, released(twin, body, sealing, now=now))
        except DomainError as error:
            failed[credential_id] = _passed_over(credential_id, error)
    return failed


def _prepared(services: Services, records: Records, sealing: Sealing) -> PreparedTwin:
    documents = records.credential.documents
    badge = next(each.body for each in documents if each.format is Format.DATA_INTEGRITY)
    material = twin_material(records, sealing, services.settings.public_url)
    return prepare_twin(material, badge, sealing, now=services.clock.now())


def _keep(services: Services, actor: Actor, sealed: SealedDocument) -> None:
    with services.database.write() as connection:
        # False: another process was faster. Its twin stands, ours is dropped unseen.
        sealed_documents.add(connection, services.vault, sealed, actor)


def _owe(services: Services, connection: Connection, profile_id: str, *, after: str) -> None:
    now = services.clock.now()
    outbox.append(connection, Topic.PROFILE_TO_SEAL, profile_id, {"after": after}, now=now)


def _passed_over(credential_id: str, error: DomainError) -> DomainError:
    LOG.error("credential %s cannot be sealed: %s", credential_id, error.code)
    return error

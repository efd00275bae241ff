"""Seal the European twins of issued badges, each once only, whatever is tried again."""

from __future__ import annotations

import logging

from app.db import credentials, outbox, profiles, sealed_documents, seals
from app.db.engine import Connection
from app.db.outbox import Topic
from app.keys.key_uri import KeyUnusable
from app.seals.material import Records, gathered, twin_material
from app.seals.opening import opened
from app.services import Services
from issuer.errors import DomainError
from issuer.europass_twin import PreparedTwin, Sealing, prepare_twin, released, seal_twins
from issuer.model.credential import Credential, CredentialStatus, Format
from issuer.model.organisation import Actor
from issuer.model.seal import SealedDocument

LOG = logging.getLogger("dokazilo.seals")

_AT_ONCE = 20
"""Sealed with one call to the key's device, and well within the lease of an outbox message."""


def seal_credential(services: Services, actor: Actor, credential_id: str) -> SealedDocument | None:
    """Give the twin of an issued badge, sealed now if it has none; None without a seal.

    Raises NotFound, SealCertificateRefused, PreparationFailed, SelfCheckFailed, KeyUnusable.
    """
    with services.database.read() as connection:
        standing = sealed_documents.of_credential(connection, services.vault, credential_id)
        stored = seals.of_credential(connection, credential_id)
        credential = credentials.by_id(connection, services.vault, credential_id)
        if standing is not None or stored is None or not _is_due(credential):
            return standing
        records = gathered(services, connection, credential)
    sealing = opened(services, stored)
    prepared = _prepared(services, records, sealing)
    now = services.clock.now()
    (body,) = seal_twins([prepared], sealing, now=now)
    _keep(services, actor, released(prepared, body, sealing, now=now))
    with services.database.read() as connection:
        return sealed_documents.of_credential(connection, services.vault, credential_id)


def seal_if_it_can_be(services: Services, actor: Actor, credential_id: str) -> None:
    """Seal right after issuing; what fails now, the outbox tries again."""
    with services.database.read() as connection:
        stored = seals.of_credential(connection, credential_id)
    if stored is None or stored.set_up.timestamp_url is not None:
        return  # nobody waits for somebody else's server: the outbox seals it within seconds
    try:
        seal_credential(services, actor, credential_id)
    except (DomainError, KeyUnusable) as error:
        LOG.warning("credential %s is not sealed yet: %s", credential_id, type(error).__name__)


def seal_earlier(services: Services, actor: Actor, profile_id: str) -> int:
    """Ask for the twins of all badges that have none yet; gives how many those are.

    The outbox seals them bit by bit; asking twice does no harm. Raises NotFound, NoSeal.
    """
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        if seals.in_use(connection, profile.id) is None:
            raise NoSeal("The profile has no seal in use. Set one up first.")
        _owe(services, connection, profile.id, after="")
        return sealed_documents.how_many_missing(connection, profile.id)


class NoSeal(DomainError):
    """The profile has no seal in use."""

    code = "NO_SEAL"


def seal_some(services: Services, actor: Actor, profile_id: str, *, after: str) -> None:
    """Seal the next badges of a profile, and owe the rest.

    One that cannot be rendered or checked is logged by id and does not stop the others; when key,
    time stamps or evidence are not to be had, nothing is sealed and the cause is raised.
    """
    with services.database.read() as connection:
        stored = seals.in_use(connection, profile_id)
        due = sealed_documents.missing(connection, profile_id, after=after, limit=_AT_ONCE)
        if stored is None or not due:
            return
        records = [
            gathered(services, connection, credentials.by_id(connection, services.vault, each))
            for each in due
        ]
    sealing = opened(services, stored)
    _seal_those_that_can_be(services, actor, records, sealing)
    with services.database.write() as connection:
        _owe(services, connection, profile_id, after=due[-1])


def _seal_those_that_can_be(
    services: Services, actor: Actor, records: list[Records], sealing: Sealing
) -> None:
    prepared = []
    for each in records:
        try:
            prepared.append(_prepared(services, each, sealing))
        except DomainError as error:
            _passed_over(each.credential.id, error)
    now = services.clock.now()
    for twin, body in zip(prepared, seal_twins(prepared, sealing, now=now), strict=True):
        try:
            _keep(services, actor, released(twin, body, sealing, now=now))
        except DomainError as error:
            _passed_over(twin.material.credential_id, error)


def _prepared(services: Services, records: Records, sealing: Sealing) -> PreparedTwin:
    documents = records.credential.documents
    badge = next(each.body for each in documents if each.format is Format.DATA_INTEGRITY)
    material = twin_material(records, sealing, services.settings.public_url)
    return prepare_twin(material, badge, sealing, now=services.clock.now())


def _keep(services: Services, actor: Actor, sealed: SealedDocument) -> None:
    with services.database.write() as connection:
        # False: another process was faster. Its twin stands, ours is dropped unseen.
        sealed_documents.add(connection, services.vault, sealed, actor)


def _is_due(credential: Credential) -> bool:
    return bool(credential.documents) and credential.status is not CredentialStatus.REVOKED


def _owe(services: Services, connection: Connection, profile_id: str, *, after: str) -> None:
    now = services.clock.now()
    outbox.append(connection, Topic.PROFILE_TO_SEAL, profile_id, {"after": after}, now=now)


def _passed_over(credential_id: str, error: DomainError) -> None:
    LOG.error("credential %s cannot be sealed: %s", credential_id, error.code)

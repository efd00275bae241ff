"""Seal the European twin of an issued badge, once only, whatever is tried again."""

from __future__ import annotations

import logging

from app.db import credentials, outbox, profiles, sealed_documents, seals
from app.db.outbox import Topic
from app.keys.key_uri import KeyUnusable
from app.seals.material import gathered, twin_material
from app.seals.opening import opened
from app.services import Services
from issuer.errors import DomainError
from issuer.europass_twin import seal_twin
from issuer.model.credential import CredentialStatus, Format
from issuer.model.organisation import Actor
from issuer.model.seal import SealedDocument

LOG = logging.getLogger("dokazilo.seals")


def seal_credential(services: Services, actor: Actor, credential_id: str) -> SealedDocument | None:
    """Give the twin of an issued badge, sealed now if it has none; None without a seal.

    Raises NotFound, SealCertificateRefused, PreparationFailed, SelfCheckFailed, KeyUnusable.
    """
    with services.database.read() as connection:
        standing = sealed_documents.of_credential(connection, services.vault, credential_id)
        stored = seals.of_credential(connection, credential_id)
        credential = credentials.by_id(connection, services.vault, credential_id)
        due = credential.documents and credential.status is not CredentialStatus.REVOKED
        if standing is not None or stored is None or not due:
            return standing
        records = gathered(services, connection, credential)
    with services.database.write() as connection:
        sealing = opened(services, connection, stored)
    badge = next(each.body for each in credential.documents if each.format is Format.DATA_INTEGRITY)
    material = twin_material(records, sealing, services.settings.public_url)
    sealed = seal_twin(material, badge, sealing, now=services.clock.now())
    with services.database.write() as connection:
        # False: another process was faster. Its twin stands, ours is dropped unseen.
        sealed_documents.add(connection, services.vault, sealed, actor)
        return sealed_documents.of_credential(connection, services.vault, credential_id)


def seal_if_it_can_be(services: Services, actor: Actor, credential_id: str) -> None:
    """Seal right after issuing; what fails now is tried again by the outbox."""
    try:
        seal_credential(services, actor, credential_id)
    except (DomainError, KeyUnusable) as error:
        LOG.warning("credential %s is not sealed yet: %s", credential_id, type(error).__name__)


def seal_earlier(services: Services, actor: Actor, profile_id: str) -> int:
    """Ask for the twins of all badges that have none yet; gives how many were asked for.

    The outbox seals them one by one; asking twice does no harm. Raises NotFound.
    """
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        missing = sealed_documents.missing(connection, profile.id)
        now = services.clock.now()
        for credential_id in missing:
            outbox.append(connection, Topic.CREDENTIAL_TO_SEAL, credential_id, {}, now=now)
    return len(missing)

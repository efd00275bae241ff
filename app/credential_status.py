"""A credential's status: changed by its school, and the signed lists that publish it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from app.db import awards, credential_status, credentials
from app.mail.letter import LetterKind
from app.mail.sending import notices
from app.services import Services
from issuer import status
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.organisation import Actor, Scope

SUPERSEDED = "superseded"
"""The reason of a revocation that follows from a correction."""

_Change: TypeAlias = Callable[[Credential, str, Actor, datetime], Credential]

_CHANGES: dict[CredentialStatus, _Change] = {
    CredentialStatus.REVOKED: lambda one, why, actor, now: status.revoke(one, why, actor, now=now),
    CredentialStatus.SUSPENDED: lambda one, why, actor, now: status.suspend(
        one, why, actor, now=now
    ),
    CredentialStatus.ACTIVE: lambda one, why, actor, now: status.reinstate(
        one, why, actor, now=now
    ),
}

_LETTERS: dict[CredentialStatus, LetterKind] = {
    CredentialStatus.REVOKED: LetterKind.REVOKED,
    CredentialStatus.SUSPENDED: LetterKind.SUSPENDED,
    CredentialStatus.ACTIVE: LetterKind.REINSTATED,
}


def change_status(
    services: Services, actor: Actor, credential_id: str, to: CredentialStatus, reason: str
) -> Credential:
    """Revoke, suspend or reinstate. Raises NotFound, WrongState, RevocationIsFinal and others."""
    now, own = services.clock.now(), actor.organisation_id
    with services.database.write() as connection:
        before = credentials.get(connection, services.vault, credential_id, organisation_id=own)
        changed = _CHANGES[to](before, reason, actor, now)
        credential_status.save(connection, services.vault, changed, actor, previous=before)
        telling = notices(services)
        if telling is not None:
            telling.changed(connection, credential_id, _LETTERS[to], now=now)
    return changed


def revoke_superseded(services: Services, actor: Actor, correction: Credential) -> None:
    """Withdraw the credential that a correction replaces; done already, it changes nothing."""
    now, vault, own = services.clock.now(), services.vault, correction.organisation_id
    with services.database.read() as connection:
        award = awards.get(connection, vault, correction.award_id, organisation_id=own)
    if award.supersedes is None:
        return
    # Correcting brings its own right to withdraw what is corrected.
    corrector = replace(actor, organisation_id=own, scopes=frozenset({Scope.REVOKE}))
    with services.database.write() as connection:
        old = credentials.of_award(connection, vault, award.supersedes)
        if old is not None and old.documents and old.status is not CredentialStatus.REVOKED:
            revoked = status.revoke(old, SUPERSEDED, corrector, now=now)
            credential_status.save(connection, vault, revoked, corrector, previous=old)

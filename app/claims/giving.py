"""Claims in a school's hands: given out, renewed, ended, each with its audit record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.claims.claim import Claim
from app.claims.claiming import claim_records, claim_within, new_claim
from app.claims.guardians import Permission, permission_of
from app.db import audit, credentials, learners
from app.db.audit import Happening
from app.db.engine import Connection
from app.mail.asking_guardians import owe_question
from app.services import Services
from issuer.errors import NotFound
from issuer.model.organisation import Actor


@dataclass(frozen=True, slots=True)
class ClaimWish:
    """What a school wants of a claim."""

    expires_at: datetime | None = None
    """None: as it is."""
    renew: bool = False
    """A new link in place of the old one."""


def standing_claim(services: Services, actor: Actor, credential_id: str) -> Claim:
    """Give the claim of a credential of the actor's organisation. Raises NotFound."""
    with services.database.read() as connection:
        _require_own(connection, services, actor, credential_id)
        found = claim_records(services, connection).of_credential(credential_id)
    if found is None:
        raise NotFound("No link was made for this credential.")
    return found


def give_claim(services: Services, actor: Actor, credential_id: str, wish: ClaimWish) -> Claim:
    """Give the claim, made if there is none, as the school wants it. Raises NotFound."""
    with services.database.write() as connection:
        _require_own(connection, services, actor, credential_id)
        records = claim_records(services, connection)
        is_new = records.of_credential(credential_id) is None
        present = claim_within(connection, services, credential_id)
        wanted = replace(present, expires_at=wish.expires_at or present.expires_at)
        if wish.renew:
            fresh = new_claim(connection, services, credential_id)
            wanted = replace(
                wanted,
                token=fresh.token,
                url=fresh.url,
                expires_at=wish.expires_at or fresh.expires_at,
                revoked_at=None,
            )
            records.forget_code(present.id)
        if wanted != present:
            records.replace(wanted, records.seal_of_issued(credential_id))
        if is_new or wanted != present:
            action = "claim.made" if is_new else "claim.renewed" if wish.renew else "claim.changed"
            _write_down(connection, services, actor, action, credential_id)
        _ask_guardian(connection, services, credential_id)
    return wanted


def end_claim(services: Services, actor: Actor, credential_id: str) -> None:
    """End the claim of a credential for good, with its code. Raises NotFound."""
    with services.database.write() as connection:
        _require_own(connection, services, actor, credential_id)
        records = claim_records(services, connection)
        present = records.of_credential(credential_id)
        if present is None:
            raise NotFound("No link was made for this credential.")
        if present.revoked_at is None:
            ended = replace(present, revoked_at=services.clock.now())
            records.replace(ended, records.seal_of_issued(credential_id))
            records.forget_code(present.id)
            _write_down(connection, services, actor, "claim.ended", credential_id)


def _ask_guardian(connection: Connection, services: Services, credential_id: str) -> None:
    """See to it that a minor's guardian is asked, whichever way the child gets the link."""
    learner_id = credentials.learner_of(connection, credential_id)
    learner = learners.by_id(connection, services.vault, learner_id)
    if permission_of(connection, services, learner) is Permission.WAITING:
        owe_question(connection, services, learner)


def _require_own(
    connection: Connection, services: Services, actor: Actor, credential_id: str
) -> None:
    own = actor.organisation_id
    credentials.get(connection, services.vault, credential_id, organisation_id=own)


def _write_down(
    connection: Connection, services: Services, actor: Actor, action: str, credential_id: str
) -> None:
    happening = Happening(
        action=action,
        subject_kind="credential",
        subject_id=credential_id,
        organisation_id=actor.organisation_id,
    )
    audit.append(connection, happening, actor, at=services.clock.now())

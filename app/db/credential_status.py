"""A credential's change of status: record, bits, history, audit and outbox in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from app.db import audit, outbox, places
from app.db.credential_rows import seal_of_row, with_data_key
from app.db.status_lists import set_bit
from app.db.tables import credentials, status_changes
from app.keys.sealing import Vault
from issuer.errors import ConcurrentChange, NotFound
from issuer.model.credential import Credential, CredentialStatus
from issuer.model.organisation import Actor
from issuer.status import entry_values


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """One entry of a credential's history."""

    at: datetime
    actor_name: str
    from_status: CredentialStatus
    to_status: CredentialStatus
    reason: str | None


def save(
    connection: Connection,
    vault: Vault,
    credential: Credential,
    actor: Actor,
    *,
    previous: Credential,
) -> None:
    """Store the new status of `previous`, as it was loaded.

    The bits of its status list entries follow, so the next list that is served shows it. Raises
    ConcurrentChange.
    """
    at = credential.status_changed_at
    if at is None:
        raise ValueError("A credential whose status changes tells when.")
    sealed = _sealed_reason(connection, vault, credential)
    unchanged = (credentials.c.id == credential.id) & (
        credentials.c.status == previous.status.value
    )
    values = {
        "status": credential.status.value,
        "status_reason_sealed": sealed,
        "status_changed_at": at,
    }
    if connection.execute(update(credentials).where(unchanged).values(values)).rowcount == 0:
        raise ConcurrentChange("Somebody else has changed the status. Load it and try again.")
    for entry, value in entry_values(credential):
        set_bit(connection, entry, value=value)
    change = {
        "credential_id": credential.id,
        "at": at,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "from_status": previous.status.value,
        "to_status": credential.status.value,
        "reason_sealed": sealed,
    }
    connection.execute(insert(status_changes).values(change))
    _tell(connection, credential, actor, previous.status, at)


def history(connection: Connection, vault: Vault, credential_id: str) -> tuple[StatusChange, ...]:
    """List the changes of status, oldest first. Raises NotFound."""
    row = connection.execute(with_data_key().where(credentials.c.id == credential_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    seal, place = seal_of_row(vault, row), places.status_reason(credential_id)
    query = select(status_changes).where(status_changes.c.credential_id == credential_id)
    return tuple(
        StatusChange(
            at=change.at,
            actor_name=change.actor_name,
            from_status=CredentialStatus(change.from_status),
            to_status=CredentialStatus(change.to_status),
            reason=seal.open(bytes(change.reason_sealed), place=place).decode()
            if change.reason_sealed is not None
            else None,
        )
        for change in connection.execute(query.order_by(status_changes.c.id))
    )


def _sealed_reason(connection: Connection, vault: Vault, credential: Credential) -> bytes | None:
    row = connection.execute(with_data_key().where(credentials.c.id == credential.id)).one_or_none()
    if row is None:
        raise NotFound("There is no such credential.")
    if credential.status_reason is None:
        return None
    place = places.status_reason(credential.id)
    return seal_of_row(vault, row).close(credential.status_reason.encode(), place=place)


def _tell(
    connection: Connection,
    credential: Credential,
    actor: Actor,
    before: CredentialStatus,
    at: datetime,
) -> None:
    # The reason may speak of the learner: it stays out of what cannot be erased.
    detail = {"from": before.value, "to": credential.status.value}
    happening = audit.Happening(
        action=outbox.Topic.CREDENTIAL_STATUS_CHANGED.value,
        subject_kind="credential",
        subject_id=credential.id,
        organisation_id=credential.organisation_id,
        detail=detail,
    )
    audit.append(connection, happening, actor, at=at)
    outbox.append(connection, outbox.Topic.CREDENTIAL_STATUS_CHANGED, credential.id, detail, now=at)

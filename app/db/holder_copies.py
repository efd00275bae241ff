"""Copies that wallets hold: intended, signed, asked for again, and what wallets tell of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.db import audit, credentials, places
from app.db.inserting import insert_if_absent
from app.db.tables import credentials as credential_table
from app.db.tables import holder_copies, issuance_log
from app.keys.sealing import Seal, Vault
from issuer.errors import NotFound
from issuer.holder_binding import Holder
from issuer.model.holder_copy import Channel, CopyFormat, HolderCopy, Notification, SignedCopy
from issuer.model.organisation import Actor

_WALLET = Actor(id="wallet", name="Wallet", organisation_id="wallet", scopes=frozenset())
"""Named in the audit record: which wallet it was stays sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which copy a wallet asks for."""

    id: str
    """Its id, should it be the first of its kind."""
    credential_id: str
    holder: Holder
    format: CopyFormat
    channel: Channel


def intend(connection: Connection, vault: Vault, wanted: Wanted, *, now: datetime) -> HolderCopy:
    """Write down which copy is about to be signed, or give the one that is asked for again.

    Raises NotFound.
    """
    seal = credentials.seal_of(connection, vault, wanted.credential_id)
    lookup = vault.lookup(
        wanted.holder.thumbprint, purpose=f"holder of a copy of {wanted.credential_id}"
    )
    row = {
        "id": wanted.id,
        "credential_id": wanted.credential_id,
        "format": wanted.format.value,
        "holder_lookup": lookup,
        "holder_sealed": seal.close(
            wanted.holder.did.encode(), place=places.holder_copy(wanted.id, "holder")
        ),
        "channel": wanted.channel.value,
        "intended_at": now,
    }
    insert_if_absent(connection, holder_copies, row)
    found = select(holder_copies).where(
        holder_copies.c.credential_id == wanted.credential_id,
        holder_copies.c.format == wanted.format.value,
        holder_copies.c.holder_lookup == lookup,
    )
    return _copy(seal, connection.execute(found).one())


def give_way(connection: Connection, copy: HolderCopy) -> None:
    """Forget a copy whose own time is over; the issuance log and the audit record keep it."""
    connection.execute(delete(holder_copies).where(holder_copies.c.id == copy.id))


def record(
    connection: Connection, vault: Vault, copy: HolderCopy, signed: SignedCopy
) -> HolderCopy:
    """Store a signed copy and log it; where another request was faster, give that one's."""
    seal = credentials.seal_of(connection, vault, copy.credential_id)
    place = places.holder_copy(copy.id, "body")
    values = {
        "body_sealed": seal.close(signed.body, place=place),
        "digest": signed.digest,
        "key_id": signed.key_id,
        "signed_at": signed.signed_at,
    }
    unsigned = (holder_copies.c.id == copy.id) & holder_copies.c.signed_at.is_(None)
    if connection.execute(update(holder_copies).where(unsigned).values(values)).rowcount:
        _log(connection, copy, signed)
    stored = select(holder_copies).where(holder_copies.c.id == copy.id)
    return _copy(seal, connection.execute(stored).one())


def notify(connection: Connection, copy_id: str, event: Notification, *, now: datetime) -> None:
    """Keep what a wallet tells of its copy; telling it again changes nothing. Raises NotFound."""
    told = update(holder_copies).where(
        holder_copies.c.id == copy_id, holder_copies.c.notification_event.is_distinct_from(event)
    )
    if connection.execute(told.values(notification_event=event.value, notified_at=now)).rowcount:
        return
    known = select(holder_copies.c.id).where(holder_copies.c.id == copy_id)
    if connection.scalar(known) is None:
        raise NotFound("There is no such copy.")


def _log(connection: Connection, copy: HolderCopy, signed: SignedCopy) -> None:
    logged = {
        "credential_id": copy.credential_id,
        "format": copy.format.value,
        "digest": signed.digest,
        "key_id": signed.key_id,
        "signed_at": signed.signed_at,
        "holder_copy_id": copy.id,
    }
    connection.execute(insert(issuance_log).values(logged))
    organisation = select(credential_table.c.organisation_id).where(
        credential_table.c.id == copy.credential_id
    )
    happening = audit.Happening(
        action="credential.copied",
        subject_kind="credential",
        subject_id=copy.credential_id,
        organisation_id=connection.scalar(organisation),
        detail={"copy": copy.id, copy.format.value: signed.digest},
    )
    audit.append(connection, happening, _WALLET, at=signed.signed_at)


def _copy(seal: Seal, row: Row[Any]) -> HolderCopy:
    return HolderCopy(
        id=row.id,
        credential_id=row.credential_id,
        format=CopyFormat(row.format),
        holder_did=seal.open(
            bytes(row.holder_sealed), place=places.holder_copy(row.id, "holder")
        ).decode(),
        signed=_signed(seal, row),
    )


def _signed(seal: Seal, row: Row[Any]) -> SignedCopy | None:
    if row.signed_at is None:
        return None
    return SignedCopy(
        body=seal.open(bytes(row.body_sealed), place=places.holder_copy(row.id, "body")),
        digest=row.digest,
        key_id=row.key_id,
        signed_at=row.signed_at,
    )

"""The seals of profiles: set up, listed, retired."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.db.tables import seals
from app.db.written import Written
from issuer.errors import NotFound
from issuer.model.seal import SealSetUp
from issuer.sealing import TimeForm
from verifier.securing.jades import Level


@dataclass(frozen=True, slots=True)
class StoredSeal:
    """A seal, and its private half where that is kept here."""

    set_up: SealSetUp
    private_sealed: bytes | None = field(default=None, repr=False)


def add(connection: Connection, seal: StoredSeal) -> None:
    """Enter a seal; the profile's earlier ones no longer seal."""
    set_up = seal.set_up
    present = (seals.c.profile_id == set_up.profile_id) & seals.c.retired_at.is_(None)
    connection.execute(update(seals).where(present).values(retired_at=set_up.active_from))
    row = {
        "id": set_up.id,
        "profile_id": set_up.profile_id,
        "key_uri": set_up.key_uri,
        "certificate": set_up.certificate,
        "private_sealed": seal.private_sealed,
        "level": set_up.level.value,
        "time_form": set_up.time_form.value,
        "timestamp_url": set_up.timestamp_url,
        "mandate": set_up.mandate,
        "active_from": set_up.active_from,
        "retired_at": set_up.retired_at,
    }
    connection.execute(insert(seals).values(row))


def of_profile(connection: Connection, profile_id: str) -> tuple[SealSetUp, ...]:
    """List every seal of a profile, retired ones too, oldest first."""
    query = select(seals).where(seals.c.profile_id == profile_id)
    rows = connection.execute(query.order_by(seals.c.active_from, seals.c.id))
    return tuple(_stored(row).set_up for row in rows)


def in_use(connection: Connection, profile_id: str) -> StoredSeal | None:
    """Give the seal a profile seals with today; None when it has none."""
    query = select(seals).where(seals.c.profile_id == profile_id, seals.c.retired_at.is_(None))
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def has_one(connection: Connection, profile_id: str) -> bool:
    """Tell whether a profile has a seal in use."""
    return _IN_USE.one(connection, {"of_profile": profile_id}) is not None


def retire(connection: Connection, seal_id: str, profile_id: str, *, at: datetime) -> None:
    """Let a seal seal no more; what it sealed stays. Raises NotFound."""
    own = (seals.c.id == seal_id) & (seals.c.profile_id == profile_id)
    still = own & seals.c.retired_at.is_(None)
    changed = connection.execute(update(seals).where(still).values(retired_at=at)).rowcount
    if changed == 0 and connection.scalar(select(seals.c.id).where(own)) is None:
        raise NotFound("There is no such seal.")


def _stored(row: Row[Any]) -> StoredSeal:
    set_up = SealSetUp(
        id=row.id,
        profile_id=row.profile_id,
        key_uri=row.key_uri,
        certificate=bytes(row.certificate),
        level=Level(row.level),
        time_form=TimeForm(row.time_form),
        timestamp_url=row.timestamp_url,
        mandate=row.mandate,
        active_from=row.active_from,
        retired_at=row.retired_at,
    )
    private = None if row.private_sealed is None else bytes(row.private_sealed)
    return StoredSeal(set_up, private)


_IN_USE = Written(
    select(seals.c.id).where(
        seals.c.profile_id == bindparam("of_profile"), seals.c.retired_at.is_(None)
    )
)

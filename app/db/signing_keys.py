"""The verification methods of a profile; private halves stay sealed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import signing_keys
from app.db.written import Written
from issuer.errors import AlreadyExists, NotFound
from issuer.model.organisation import KeyAlgorithm, SigningKey


def add(connection: Connection, key: SigningKey, *, private_sealed: bytes | None) -> None:
    """Enter a key; `private_sealed` is None when the private half lives elsewhere."""
    row = {
        "id": key.id,
        "profile_id": key.profile_id,
        "fragment": key.fragment,
        "algorithm": key.algorithm.value,
        "public_key": key.public_key,
        "key_uri": key.key_uri,
        "private_sealed": private_sealed,
        "active_from": key.active_from,
        "retired_at": key.retired_at,
        "compromised_at": key.compromised_at,
    }
    if not insert_if_absent(connection, signing_keys, row):
        raise AlreadyExists("The profile has a key of this name already.")


def of_profile(connection: Connection, profile_id: str) -> tuple[SigningKey, ...]:
    """List every key of a profile, retired ones too, oldest first."""
    return tuple(map(_key, _OF_PROFILE.rows(connection, {"profile_id": profile_id})))


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key with its sealed private half."""

    key: SigningKey
    sealed: bytes | None = field(repr=False)
    """None when the private half lives elsewhere."""


def with_private_halves(connection: Connection, profile_id: str) -> tuple[StoredKey, ...]:
    """List every key of a profile like `of_profile`, each with its sealed private half."""
    rows = _OF_PROFILE.rows(connection, {"profile_id": profile_id})
    return tuple(
        StoredKey(_key(row), None if row.private_sealed is None else bytes(row.private_sealed))
        for row in rows
    )


def retire(connection: Connection, profile_id: str, *, at: datetime) -> None:
    """Let the profile's present keys sign no more; they stay listed."""
    present = (signing_keys.c.profile_id == profile_id) & signing_keys.c.retired_at.is_(None)
    connection.execute(update(signing_keys).where(present).values(retired_at=at))


def private_sealed(connection: Connection, key_id: str) -> bytes:
    """Load the sealed private half. Raises NotFound when it is not kept here."""
    query = select(signing_keys.c.private_sealed).where(signing_keys.c.id == key_id)
    sealed = connection.scalar(query)
    if sealed is None:
        raise NotFound("The private half of this key is not kept in the database.")
    return bytes(sealed)


def _key(row: Row[Any]) -> SigningKey:
    return SigningKey(
        id=row.id,
        profile_id=row.profile_id,
        fragment=row.fragment,
        algorithm=KeyAlgorithm(row.algorithm),
        public_key=bytes(row.public_key),
        key_uri=row.key_uri,
        active_from=row.active_from,
        retired_at=row.retired_at,
        compromised_at=row.compromised_at,
    )


_OF_PROFILE = Written(
    select(signing_keys)
    .where(signing_keys.c.profile_id == bindparam("profile_id"))
    .order_by(signing_keys.c.active_from, signing_keys.c.id)
)

"""The certificates of signing keys, each with the authorities above it."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from app.db.inserting import insert_if_absent
from app.db.tables import key_certificates


@dataclass(frozen=True, slots=True)
class KeyCertificate:
    """A signing key's certificate, as it goes into tokens."""

    key_id: str
    chain: tuple[bytes, ...]
    """DER: the key's own, then the authorities above it, without the trust anchor."""
    expires_at: datetime
    added_at: datetime


def save(connection: Connection, held: KeyCertificate) -> None:
    """Enter a key's certificate, in place of the one it had."""
    row = {
        "key_id": held.key_id,
        "chain": " ".join(b64encode(each).decode("ascii") for each in held.chain),
        "expires_at": held.expires_at,
        "added_at": held.added_at,
    }
    if not insert_if_absent(connection, key_certificates, row):
        same = key_certificates.c.key_id == held.key_id
        connection.execute(update(key_certificates).where(same).values(row))


def get(connection: Connection, key_id: str) -> KeyCertificate | None:
    """Load a key's certificate; None where it has none."""
    query = select(key_certificates).where(key_certificates.c.key_id == key_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    chain = tuple(b64decode(each) for each in row.chain.split())
    return KeyCertificate(row.key_id, chain, row.expires_at, row.added_at)

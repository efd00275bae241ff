"""The keys that sign the verifier's reports; private halves stay sealed."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from app.db.inserting import insert_if_absent
from app.db.tables import report_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportKey:
    """One key with its certificate."""

    id: str
    public_url: str
    number: int
    """Counts the keys of one address, from 1."""
    certificate: bytes
    """X.509 in DER."""
    private_sealed: bytes = field(repr=False)
    created_at: datetime


def add(connection: Connection, key: ReportKey) -> bool:
    """Enter a key; False if another process has just entered one with this number."""
    row = {
        "id": key.id,
        "public_url": key.public_url,
        "number": key.number,
        "certificate": key.certificate,
        "private_sealed": key.private_sealed,
        "created_at": key.created_at,
    }
    return insert_if_absent(connection, report_keys, row)


def newest(connection: Connection, public_url: str) -> ReportKey | None:
    """Give the key that signs for an address."""
    query = (
        select(report_keys)
        .where(report_keys.c.public_url == public_url)
        .order_by(report_keys.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else _key(row)


def certificates(connection: Connection) -> tuple[bytes, ...]:
    """List every certificate that ever signed here, the oldest first."""
    query = select(report_keys.c.certificate).order_by(report_keys.c.created_at, report_keys.c.id)
    return tuple(bytes(certificate) for certificate in connection.scalars(query))


def _key(row: Row[Any]) -> ReportKey:
    return ReportKey(
        id=row.id,
        public_url=row.public_url,
        number=row.number,
        certificate=bytes(row.certificate),
        private_sealed=bytes(row.private_sealed),
        created_at=row.created_at,
    )

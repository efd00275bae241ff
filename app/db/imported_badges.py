"""Badges of other issuers: their bytes exactly as they came, and the report of the last check."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from app.db import places
from app.db.accounts import Account
from app.db.inserting import insert_if_absent
from app.db.tables import imported_badges
from app.keys.sealing import Vault
from issuer.errors import NotFound


class Form(StrEnum):
    """How a badge is written, hence where an answer of the Open Badges API has it."""

    JSON = "json"
    """With an embedded proof."""
    JWS = "jws"
    """As a compact token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBadge:
    """One badge of another issuer."""

    id: str
    """Ours; its own is in its body."""
    form: Form
    body: bytes = field(repr=False)
    report: Mapping[str, Any] = field(repr=False)
    """What the verifier said last, as POST /verify answers."""
    issued_at: datetime
    """As the badge says."""
    imported_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """One imported badge of a list."""

    badge_id: str
    issued_at: datetime


def save(connection: Connection, account: Account, badge: ImportedBadge, equality: bytes) -> bool:
    """Enter a badge, or put it in place of the one it equals; True when it is a new one."""
    row = {
        "id": badge.id,
        "account_id": account.id,
        "equality": equality,
        "imported_at": badge.imported_at,
        **_written(account, badge, badge.id),
    }
    if insert_if_absent(connection, imported_badges, row):
        return True
    same = (imported_badges.c.account_id == account.id) & (imported_badges.c.equality == equality)
    present = connection.execute(select(imported_badges.c.id).where(same)).scalar_one()
    written = _written(account, badge, present)
    connection.execute(update(imported_badges).where(same).values(written))
    return False


def note_check(connection: Connection, account: Account, badge: ImportedBadge) -> None:
    """Keep the report of another check."""
    this = (imported_badges.c.id == badge.id) & (imported_badges.c.account_id == account.id)
    report = json.dumps(dict(badge.report), ensure_ascii=False).encode()
    sealed = account.seal.close(report, place=places.imported_badge(badge.id, "report"))
    changed = {"report_sealed": sealed, "checked_at": badge.checked_at}
    connection.execute(update(imported_badges).where(this).values(changed))


def listed(connection: Connection, account: Account) -> tuple[Held, ...]:
    """List an account's badges, the newest first."""
    query = (
        select(imported_badges.c.id, imported_badges.c.issued_at)
        .where(imported_badges.c.account_id == account.id)
        .order_by(imported_badges.c.issued_at.desc(), imported_badges.c.id)
    )
    return tuple(Held(row.id, row.issued_at) for row in connection.execute(query))


def get(connection: Connection, account: Account, badge_id: str) -> ImportedBadge:
    """Load one of an account's badges. Raises NotFound."""
    query = select(imported_badges).where(
        imported_badges.c.id == badge_id, imported_badges.c.account_id == account.id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such badge in this account.")
    return _badge(account, row)


def remove(connection: Connection, account: Account, badge_id: str) -> None:
    """Delete one of an account's badges."""
    this = (imported_badges.c.id == badge_id) & (imported_badges.c.account_id == account.id)
    connection.execute(delete(imported_badges).where(this))


def equality_of(vault: Vault, account: Account, *, issuer_id: str, badge_id: str) -> bytes:
    """Hash what makes two badges the same one."""
    return vault.lookup(f"{issuer_id}\0{badge_id}", purpose=f"imported_badges/{account.id}")


def _written(account: Account, badge: ImportedBadge, row_id: str) -> dict[str, Any]:
    report = json.dumps(dict(badge.report), ensure_ascii=False).encode()
    seal = account.seal
    return {
        "form": badge.form.value,
        "body_sealed": seal.close(badge.body, place=places.imported_badge(row_id, "body")),
        "report_sealed": seal.close(report, place=places.imported_badge(row_id, "report")),
        "issued_at": badge.issued_at,
        "checked_at": badge.checked_at,
    }


def _badge(account: Account, row: Row[Any]) -> ImportedBadge:
    body = places.imported_badge(row.id, "body")
    report = places.imported_badge(row.id, "report")
    return ImportedBadge(
        id=row.id,
        form=Form(row.form),
        body=account.seal.open(bytes(row.body_sealed), place=body),
        report=json.loads(account.seal.open(bytes(row.report_sealed), place=report)),
        issued_at=row.issued_at,
        imported_at=row.imported_at,
        checked_at=row.checked_at,
    )

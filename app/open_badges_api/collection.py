"""All badges of an account as one list: those that schools here issued, and imported ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from app.db import account_credentials, credentials, imported_badges
from app.db.accounts import Account
from app.db.engine import Connection
from app.db.imported_badges import Form
from app.services import Services
from issuer.model.credential import Format

LARGEST_PAGE = 100
_USUAL_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the list is asked for."""

    limit: int | None = None
    offset: int = 0
    since: datetime | None = None
    """Only badges issued after this moment."""

    @property
    def size(self) -> int:
        """Give how many badges the answer holds at most."""
        return min(self.limit or _USUAL_PAGE, LARGEST_PAGE)


@dataclass(frozen=True, slots=True)
class Badges:
    """One part of an account's list."""

    embedded: tuple[bytes, ...]
    """JSON, byte by byte as it was signed."""
    tokens: tuple[str, ...]
    """Compact JWS."""
    total: int

    def as_json(self) -> bytes:
        """Write a GetOpenBadgeCredentialsResponse; no byte of a badge is changed by it."""
        embedded = b",".join(self.embedded)
        tokens = json.dumps(self.tokens).encode()
        return b'{"credential":[' + embedded + b'],"compactJwsString":' + tokens + b"}"


@dataclass(frozen=True, slots=True)
class _Entry:
    issued_at: datetime
    id: str
    imported: bool


def badges_of(services: Services, account: Account, wanted: Wanted) -> Badges:
    """Read the wanted part of an account's badges, newest first."""
    with services.database.read() as connection:
        entries = _entries(connection, services, account, wanted.since)
        page = entries[wanted.offset : wanted.offset + wanted.size]
        bodies = [_body(connection, services, account, entry) for entry in page]
    return Badges(
        embedded=tuple(body for form, body in bodies if form is Form.JSON),
        tokens=tuple(body.decode() for form, body in bodies if form is Form.JWS),
        total=len(entries),
    )


def links(url: str, wanted: Wanted, total: int) -> str | None:
    """Write the Link header (section 6.4); None when everything is in the answer."""
    size, offset = wanted.size, wanted.offset
    if offset == 0 and total <= size:
        return None
    last = max(0, total - 1) // size * size
    places = {"first": 0, "last": last}
    if offset + size < total:
        places["next"] = offset + size
    if offset > 0:
        places["prev"] = max(0, offset - size)
    return ", ".join(
        f'<{url}?{_query(wanted, place)}>; rel="{relation}"' for relation, place in places.items()
    )


def _query(wanted: Wanted, offset: int) -> str:
    parameters = {"limit": str(wanted.size), "offset": str(offset)}
    if wanted.since is not None:
        parameters["since"] = wanted.since.isoformat()
    return urlencode(parameters)


def _entries(
    connection: Connection, services: Services, account: Account, since: datetime | None
) -> list[_Entry]:
    def both() -> Iterator[_Entry]:
        for issued in account_credentials.issued_to(connection, services.vault, account):
            yield _Entry(issued.issued_at, issued.credential_id, imported=False)
        for held in imported_badges.listed(connection, account):
            yield _Entry(held.issued_at, held.badge_id, imported=True)

    wanted = [entry for entry in both() if since is None or entry.issued_at > since]
    return sorted(wanted, key=lambda entry: (entry.issued_at, entry.id), reverse=True)


def _body(
    connection: Connection, services: Services, account: Account, entry: _Entry
) -> tuple[Form, bytes]:
    if entry.imported:
        badge = imported_badges.get(connection, account, entry.id)
        return badge.form, badge.body
    credential = credentials.by_id(connection, services.vault, entry.id)
    signed = {document.format: document.body for document in credential.documents}
    # One form of each: both would be two badges to who counts.
    return Form.JSON, signed[Format.DATA_INTEGRITY]

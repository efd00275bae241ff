"""Share links: made, labelled and ended by the learner, each with a life of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.db import places
from app.db.credential_rows import token_hash
from app.db.tables import share_links
from app.keys.sealing import Seal


@dataclass(frozen=True, slots=True)
class Shared:
    """What is known of a link without opening anything: whose credential, and until when."""

    credential_id: str
    expires_at: datetime | None
    ended_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        """Say whether the link shows the credential."""
        return self.ended_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """A link by which somebody else sees a credential, as long as the learner wants."""

    id: str
    credential_id: str
    token: str = field(repr=False)
    label: str = field(repr=False)
    """Whom it is for, in the learner's own words; only they see it."""
    created_at: datetime
    expires_at: datetime | None = None
    ended_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Say whether the link shows the credential."""
        return Shared(self.credential_id, self.expires_at, self.ended_at).is_open(now)


def add(connection: Connection, link: ShareLink, seal: Seal) -> None:
    """Enter a link."""
    row = {
        "id": link.id,
        "credential_id": link.credential_id,
        "token_hash": token_hash(link.token),
        "token_sealed": seal.close(link.token.encode(), place=places.share_link(link.id, "token")),
        "label_sealed": seal.close(link.label.encode(), place=places.share_link(link.id, "label")),
        "created_at": link.created_at,
        "expires_at": link.expires_at,
    }
    connection.execute(insert(share_links).values(row))


def of_credential(connection: Connection, credential_id: str, seal: Seal) -> Sequence[ShareLink]:
    """List all links of a credential, ended ones too, newest first."""
    query = select(share_links).where(share_links.c.credential_id == credential_id)
    rows = connection.execute(query.order_by(share_links.c.created_at.desc(), share_links.c.id))
    return [_opened(row, seal) for row in rows]


def led_to(connection: Connection, token: str) -> Shared | None:
    """Find what a link leads to, also after its end; None if there is no such link."""
    columns = share_links.c["credential_id", "expires_at", "ended_at"]
    query = select(*columns).where(share_links.c.token_hash == token_hash(token))
    row = connection.execute(query).one_or_none()
    return None if row is None else Shared(*row)


def end(connection: Connection, credential_id: str, link_id: str, *, now: datetime) -> bool:
    """End a link of this credential; False if there is none. An ended one stays as it is."""
    own = (share_links.c.id == link_id) & (share_links.c.credential_id == credential_id)
    connection.execute(
        update(share_links).where(own, share_links.c.ended_at.is_(None)).values(ended_at=now)
    )
    return connection.scalar(select(share_links.c.id).where(own)) is not None


def _opened(row: Row[Any], seal: Seal) -> ShareLink:
    token = seal.open(bytes(row.token_sealed), place=places.share_link(row.id, "token"))
    label = seal.open(bytes(row.label_sealed), place=places.share_link(row.id, "label"))
    return ShareLink(
        id=row.id,
        credential_id=row.credential_id,
        token=token.decode(),
        label=label.decode(),
        created_at=row.created_at,
        expires_at=row.expires_at,
        ended_at=row.ended_at,
    )

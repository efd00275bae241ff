"""What a learner has allowed programs to do, and taking it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Text, and_, or_, select, type_coerce

from app.db.oauth_secrets import SecretKind, end_all
from app.db.tables import oauth_clients, oauth_secrets

_TOKENS = (SecretKind.ACCESS_TOKEN.value, SecretKind.REFRESH_TOKEN.value)


@dataclass(frozen=True, slots=True)
class Permission:
    """One consent that still holds."""

    grant_id: str
    program: str
    """As it calls itself."""
    scopes: tuple[str, ...]


def of_account(connection: Connection, account_id: str, *, now: datetime) -> tuple[Permission, ...]:
    """List the consents of an account from which there are tokens."""
    return tuple({one.grant_id: one for one in _found(connection, account_id, now)}.values())


def take_back(connection: Connection, account_id: str, grant_id: str, *, now: datetime) -> None:
    """End a consent of this account, with all its tokens."""
    this = belonging_to(account_id) & (oauth_secrets.c.grant_id == grant_id)
    end_all(connection, this, now=now)


def take_all_back(connection: Connection, account_id: str, *, now: datetime) -> None:
    """End every consent of an account, codes that were not redeemed yet included."""
    end_all(connection, belonging_to(account_id), now=now)


def belonging_to(account_id: str) -> ColumnElement[bool]:
    """Tell what an account has agreed to, by the index of accounts."""
    # Where the release before revision 0023 wrote, the account stands in the JSON alone. That is
    # written in one way only, and ids hold nothing that LIKE reads as a sign.
    in_content = type_coerce(oauth_secrets.c.content, Text).like(f'%"account_id":"{account_id}"%')
    return or_(
        oauth_secrets.c.account_id == account_id,
        and_(oauth_secrets.c.account_id.is_(None), in_content),
    )


def _found(connection: Connection, account_id: str, now: datetime) -> Iterator[Permission]:
    living = select(oauth_secrets).where(
        belonging_to(account_id),
        oauth_secrets.c.kind.in_(_TOKENS),
        oauth_secrets.c.used_at.is_(None),
        oauth_secrets.c.expires_at > now,
    )
    for row in connection.execute(living.order_by(oauth_secrets.c.created_at)).all():
        named = select(oauth_clients.c.name).where(oauth_clients.c.id == row.content["client_id"])
        program = connection.scalar(named)
        if program is not None:
            yield Permission(row.grant_id, program, tuple(row.content["scopes"]))

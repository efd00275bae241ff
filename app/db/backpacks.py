"""Learners' other backpacks: their hosts, our tokens there, and errands with a badge."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update

from app.db import places
from app.db.accounts import Account
from app.db.inserting import insert_if_absent
from app.db.tables import backpack_connections, backpack_errands, backpack_hosts
from app.keys.sealing import Vault
from issuer.errors import NotFound

ENDS_AFTER = timedelta(minutes=30)
"""Time for the learner to log in at the host and agree."""


class Outcome(StrEnum):
    """How an errand ended."""

    SENT = "sent"
    REPLACED = "replaced"
    """It was there already, and is the newest now."""
    NOT_ALLOWED = "not-allowed"
    """The learner, or the host, did not agree."""
    REFUSED = "refused"
    """The host does not take this badge."""
    LATER = "later"
    """The host cannot do it at the moment."""
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One service that keeps badges, and how it knows us."""

    id: str
    address: str
    """Before /ims/ob/v3p0."""
    authorization_url: str
    token_url: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One badge on its way to a host."""

    id: str
    host_id: str
    credential_id: str
    verifier: str = field(repr=False)
    """Of PKCE (RFC 7636)."""
    outcome: Outcome | None = None


def host_at(connection: Connection, vault: Vault, address: str) -> Host | None:
    """Find a host that we are registered with."""
    return _first_host(connection, vault, backpack_hosts.c.address == address)


def host(connection: Connection, vault: Vault, host_id: str) -> Host:
    """Load a host that another row names. Raises NotFound."""
    found = _first_host(connection, vault, backpack_hosts.c.id == host_id)
    if found is None:
        raise NotFound("There is no such backpack.")
    return found


def add_host(connection: Connection, vault: Vault, new: Host, *, now: datetime) -> None:
    """Enter a host that has registered us; of two registrations at once the first one stays."""
    sealed = vault.close(new.client_secret.encode(), place=places.backpack_secret(new.id))
    row = {
        "id": new.id,
        "address": new.address,
        "endpoints": {"authorization": new.authorization_url, "token": new.token_url},
        "client_id": new.client_id,
        "secret_sealed": sealed,
        "registered_at": now,
    }
    insert_if_absent(connection, backpack_hosts, row)


def connected(connection: Connection, vault: Vault, account: Account) -> tuple[Host, ...]:
    """List the hosts that an account has let us write to."""
    ids = select(backpack_connections.c.host_id).where(
        backpack_connections.c.account_id == account.id
    )
    return tuple(host(connection, vault, host_id) for host_id in connection.scalars(ids))


def tokens(connection: Connection, account: Account, host_id: str) -> Mapping[str, Any] | None:
    """Give the tokens for an account at a host, as its token endpoint gave them."""
    query = select(backpack_connections.c.tokens_sealed).where(_connection(account, host_id))
    sealed = connection.scalar(query)
    if sealed is None:
        return None
    place = places.backpack_tokens(account.id, host_id)
    found: Mapping[str, Any] = json.loads(account.seal.open(bytes(sealed), place=place))
    return found


def save_tokens(
    connection: Connection,
    account: Account,
    host_id: str,
    given: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Keep tokens in place of earlier ones."""
    place = places.backpack_tokens(account.id, host_id)
    fresh = {
        "tokens_sealed": account.seal.close(json.dumps(dict(given)).encode(), place=place),
        "connected_at": now,
    }
    row = {"account_id": account.id, "host_id": host_id} | fresh
    if not insert_if_absent(connection, backpack_connections, row):
        this = _connection(account, host_id)
        connection.execute(update(backpack_connections).where(this).values(fresh))


def forget(connection: Connection, account: Account, host_id: str) -> None:
    """Delete the tokens for an account at a host."""
    connection.execute(delete(backpack_connections).where(_connection(account, host_id)))


def begin(
    connection: Connection, account: Account, errand: Errand, state: str, *, now: datetime
) -> None:
    """Write down an errand; `state` is what the learner's browser brings back."""
    place = places.backpack_verifier(errand.id)
    row = {
        "id": errand.id,
        "account_id": account.id,
        "host_id": errand.host_id,
        "credential_id": errand.credential_id,
        "state_hash": _hash(state),
        "verifier_sealed": account.seal.close(errand.verifier.encode(), place=place),
        "begun_at": now,
    }
    connection.execute(insert(backpack_errands).values(row))


def come_back(
    connection: Connection, account: Account, state: str, *, now: datetime
) -> Errand | None:
    """Find the errand that a browser comes back with, once; None if there is none of this account.

    The hash goes with the first return: the next one finds nothing.
    """
    mine = (backpack_errands.c.account_id == account.id) & (
        backpack_errands.c.state_hash == _hash(state)
    )
    fresh = backpack_errands.c.begun_at > now - ENDS_AFTER
    used = update(backpack_errands).where(mine, fresh)
    returned = used.values(state_hash=_hash(f"used {state}")).returning(backpack_errands)
    row = connection.execute(returned).one_or_none()
    return None if row is None else _errand(account, row)


def errand(connection: Connection, account: Account, errand_id: str) -> Errand:
    """Load one of an account's errands. Raises NotFound."""
    query = select(backpack_errands).where(
        backpack_errands.c.id == errand_id, backpack_errands.c.account_id == account.id
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFound("There is no such errand in this account.")
    return _errand(account, row)


def end(connection: Connection, errand_id: str, outcome: Outcome, *, now: datetime) -> None:
    """Write down how an errand ended."""
    this = backpack_errands.c.id == errand_id
    values = {"outcome": outcome.value, "ended_at": now}
    connection.execute(update(backpack_errands).where(this).values(values))


def forget_errands(connection: Connection, *, before: datetime) -> None:
    """Delete errands of some time ago, finished or not."""
    connection.execute(delete(backpack_errands).where(backpack_errands.c.begun_at < before))


def _connection(account: Account, host_id: str) -> ColumnElement[bool]:
    return (backpack_connections.c.account_id == account.id) & (
        backpack_connections.c.host_id == host_id
    )


def _first_host(connection: Connection, vault: Vault, which: ColumnElement[bool]) -> Host | None:
    row = connection.execute(select(backpack_hosts).where(which)).one_or_none()
    if row is None:
        return None
    secret = vault.open(bytes(row.secret_sealed), place=places.backpack_secret(row.id))
    return Host(
        id=row.id,
        address=row.address,
        authorization_url=row.endpoints["authorization"],
        token_url=row.endpoints["token"],
        client_id=row.client_id,
        client_secret=secret.decode(),
    )


def _errand(account: Account, row: Row[Any]) -> Errand:
    place = places.backpack_verifier(row.id)
    return Errand(
        id=row.id,
        host_id=row.host_id,
        credential_id=row.credential_id,
        verifier=account.seal.open(bytes(row.verifier_sealed), place=place).decode(),
        outcome=Outcome(row.outcome) if row.outcome else None,
    )


def _hash(state: str) -> bytes:
    return hashlib.sha256(state.encode()).digest()

"""Learners' accounts: found by a proven address, or by the credential whose link was opened."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, select, update

from app.db import places
from app.db.inserting import insert_if_absent
from app.db.tables import (
    account_sessions,
    accounts,
    backpack_connections,
    backpack_errands,
    imported_badges,
)
from app.keys.sealing import Seal, Vault
from issuer.errors import NotFound

_PURPOSE = "accounts/email"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is logged in."""

    id: str
    email: str | None = field(repr=False)
    """The address that was proven; None for who opened a link."""
    credential_id: str | None
    """The one credential whose link was opened: whoever has the link has no more than that."""
    created_at: datetime
    seal: Seal = field(repr=False, compare=False)
    """Closes what belongs to the account; gone with it."""


def email_lookup(vault: Vault, email: str) -> bytes:
    """Hash an address; spaces around it and capitals make no difference."""
    return vault.lookup(email.strip().casefold(), purpose=_PURPOSE)


def of_address(
    connection: Connection, vault: Vault, email: str, *, new_id: str, now: datetime
) -> Account:
    """Give the account of an address that its owner has just proven; made at the first time."""
    lookup = email_lookup(vault, email)
    row = _new_row(vault, new_id, email, now) | {"email_lookup": lookup}
    return _found_or_made(connection, vault, accounts.c.email_lookup == lookup, row)


def of_link(
    connection: Connection, vault: Vault, credential_id: str, *, new_id: str, now: datetime
) -> Account:
    """Give the account of one credential, whose link was opened; made at the first time."""
    row = _new_row(vault, new_id, None, now) | {"credential_id": credential_id}
    return _found_or_made(connection, vault, accounts.c.credential_id == credential_id, row)


def get(connection: Connection, vault: Vault, account_id: str) -> Account:
    """Load an account. Raises NotFound."""
    row = connection.execute(select(accounts).where(accounts.c.id == account_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such account.")
    return _account(vault, row)


def has_address(connection: Connection, vault: Vault, email: str) -> bool:
    """Tell whether an address has an account."""
    query = select(accounts.c.id).where(accounts.c.email_lookup == email_lookup(vault, email))
    return connection.execute(query).first() is not None


def remove(connection: Connection, account_id: str) -> None:
    """Delete an account with all that is its own; what schools issued stays with the schools."""
    for table in (account_sessions, imported_badges, backpack_connections, backpack_errands):
        connection.execute(delete(table).where(table.c.account_id == account_id))
    connection.execute(delete(accounts).where(accounts.c.id == account_id))


def profile_of(connection: Connection, account: Account) -> bytes | None:
    """Give the profile that a program wrote, as it was sent; None while there is none."""
    query = select(accounts.c.profile_sealed).where(accounts.c.id == account.id)
    sealed = connection.scalar(query)
    if sealed is None:
        return None
    return account.seal.open(bytes(sealed), place=places.account_profile(account.id))


def save_profile(connection: Connection, account: Account, profile: bytes) -> None:
    """Keep the profile that a program wrote."""
    sealed = account.seal.close(profile, place=places.account_profile(account.id))
    this = update(accounts).where(accounts.c.id == account.id)
    connection.execute(this.values(profile_sealed=sealed))


def _found_or_made(
    connection: Connection, vault: Vault, which: ColumnElement[bool], row: dict[str, Any]
) -> Account:
    known = connection.execute(select(accounts).where(which)).one_or_none()
    if known is None:
        insert_if_absent(connection, accounts, row)
        known = connection.execute(select(accounts).where(which)).one()
    return _account(vault, known)


def _new_row(vault: Vault, account_id: str, email: str | None, now: datetime) -> dict[str, Any]:
    key = vault.new_data_key(place=places.account_key(account_id))
    seal = vault.data_seal(key, place=places.account_key(account_id))
    personal = json.dumps({"email": email}).encode()
    return {
        "id": account_id,
        "data_key_sealed": key,
        "personal_sealed": seal.close(personal, place=places.account_personal(account_id)),
        "email_lookup": None,
        "credential_id": None,
        "created_at": now,
    }


def _account(vault: Vault, row: Row[Any]) -> Account:
    seal = vault.data_seal(bytes(row.data_key_sealed), place=places.account_key(row.id))
    personal = json.loads(
        seal.open(bytes(row.personal_sealed), place=places.account_personal(row.id))
    )
    return Account(
        id=row.id,
        email=personal["email"],
        credential_id=row.credential_id,
        created_at=row.created_at,
        seal=seal,
    )

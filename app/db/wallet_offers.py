"""Offers to wallets: lasting secrets, each of which gives a fresh code whenever it is opened."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from app.db import learners, programmes
from app.db.tables import awards, credentials, wallet_offers
from app.keys.sealing import Seal, Vault
from issuer.errors import NotFound
from issuer.model.award import AwardState
from issuer.model.programme import ProgrammeContent

MOST_ATTEMPTS = 5
"""Wrong transaction codes, of a million that are possible; after them the offer is dead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a wallet is offered."""

    id: str
    award_id: str
    configuration_ids: tuple[str, ...]
    issuer: str
    """The path of the credential issuer."""
    expires_at: datetime
    tx_code_hash: bytes | None = None
    """Of the code that the learner gets by another way; None where none is asked for."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an award has come."""

    state: AwardState
    credential_id: str | None
    """Once it is issued."""


def add(connection: Connection, offer: Offer, secret: str, *, now: datetime) -> None:
    """Write down a new offer."""
    row = {
        "id": offer.id,
        "award_id": offer.award_id,
        "configuration_ids": list(offer.configuration_ids),
        "issuer": offer.issuer,
        "secret_hash": _hash(secret),
        "tx_code_hash": offer.tx_code_hash,
        "tx_code_attempts": 0,
        "created_at": now,
        "expires_at": offer.expires_at,
    }
    connection.execute(insert(wallet_offers).values(row))


def by_secret(connection: Connection, secret: str, *, now: datetime) -> Offer | None:
    """Find an offer that is still good by its secret."""
    return _living(connection, wallet_offers.c.secret_hash == _hash(secret), now)


def by_id(connection: Connection, offer_id: str, *, now: datetime) -> Offer | None:
    """Find an offer that is still good."""
    return _living(connection, wallet_offers.c.id == offer_id, now)


def award_of(connection: Connection, offer_id: str) -> str:
    """Give the award that was offered, whether or not the offer is still good. Raises NotFound."""
    query = select(wallet_offers.c.award_id).where(wallet_offers.c.id == offer_id)
    award_id: str | None = connection.scalar(query)
    if award_id is None:
        raise NotFound("There is no such offer.")
    return award_id


def withdraw(
    connection: Connection, award_id: str, offer_id: str | None = None, *, now: datetime
) -> Sequence[str]:
    """Withdraw an offer of an award, or all of them; give those that were not withdrawn before."""
    which = (wallet_offers.c.award_id == award_id) & wallet_offers.c.withdrawn_at.is_(None)
    if offer_id is not None:
        which &= wallet_offers.c.id == offer_id
    withdrawn = update(wallet_offers).where(which).values(withdrawn_at=now)
    return connection.scalars(withdrawn.returning(wallet_offers.c.id)).all()


def is_withdrawn(connection: Connection, offer_id: str) -> bool:
    """Tell whether what came of an offer is good no more. An offer that has ended is not that."""
    query = select(wallet_offers.c.withdrawn_at).where(wallet_offers.c.id == offer_id)
    return connection.scalar(query) is not None


def count_attempt(connection: Connection, offer_id: str) -> bool:
    """Count a try of the transaction code; False when there were too many."""
    left = (wallet_offers.c.id == offer_id) & (wallet_offers.c.tx_code_attempts < MOST_ATTEMPTS)
    counted = update(wallet_offers).where(left)
    counted = counted.values(tx_code_attempts=wallet_offers.c.tx_code_attempts + 1)
    return connection.execute(counted).rowcount == 1


def forgive_attempts(connection: Connection, offer_id: str) -> None:
    """Begin counting anew after the right code."""
    of_offer = update(wallet_offers).where(wallet_offers.c.id == offer_id)
    connection.execute(of_offer.values(tx_code_attempts=0))


def standing_of(connection: Connection, award_id: str) -> Standing | None:
    """Tell how far an award has come; None if there is none."""
    issued = (credentials.c.award_id == awards.c.id) & credentials.c.issued_at.is_not(None)
    query = (
        select(awards.c.state, credentials.c.id)
        .select_from(awards.outerjoin(credentials, issued))
        .where(awards.c.id == award_id)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Standing(AwardState(row.state), row.id)


def programme_of(connection: Connection, award_id: str) -> ProgrammeContent:
    """Give what the programme of an award says. Raises NotFound."""
    version_id = connection.scalar(select(awards.c.version_id).where(awards.c.id == award_id))
    return programmes.by_id(connection, version_id or "").content


def seal_of_learner(connection: Connection, vault: Vault, award_id: str) -> Seal:
    """Open the key of an award's learner. Raises NotFound."""
    learner_id = connection.scalar(select(awards.c.learner_id).where(awards.c.id == award_id))
    return learners.known_by_id(connection, vault, learner_id or "").seal


def _living(connection: Connection, which: Any, now: datetime) -> Offer | None:  # noqa: ANN401
    query = select(wallet_offers).where(
        which,
        wallet_offers.c.expires_at > now,
        wallet_offers.c.withdrawn_at.is_(None),
        wallet_offers.c.tx_code_attempts < MOST_ATTEMPTS,
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _offer(row)


def _offer(row: Row[Any]) -> Offer:
    return Offer(
        id=row.id,
        award_id=row.award_id,
        configuration_ids=tuple(row.configuration_ids),
        issuer=row.issuer,
        expires_at=row.expires_at,
        tx_code_hash=None if row.tx_code_hash is None else bytes(row.tx_code_hash),
    )


def _hash(secret: str) -> bytes:
    """Hash an offer's secret; 32 random bytes need no salt."""
    return hashlib.sha256(b"wallet offer\0" + secret.encode()).digest()

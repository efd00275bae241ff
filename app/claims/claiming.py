"""Claims made, opened, ended: the link that leads a learner to their own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.claims.claim import Claim, ClaimEnded
from app.db.claims import ClaimRecords
from app.db.engine import Connection
from app.services import Services
from issuer.errors import NotFound


def claim_of(services: Services, credential_id: str) -> Claim:
    """Give the claim of an issued credential, made at the first asking. Raises NotFound.

    It is given as it stands, ended or not: see `Claim.is_open`.
    """
    with services.database.read() as connection:
        found = _records(services, connection).of_credential(credential_id)
    if found is not None:
        return found
    return services.database.write_together(
        lambda connection: claim_within(connection, services, credential_id)
    )


def claim_within(connection: Connection, services: Services, credential_id: str) -> Claim:
    """Do as `claim_of`, in a writing transaction that is open already. Raises NotFound."""
    records = _records(services, connection)
    found = records.of_credential(credential_id)
    if found is not None:
        return found
    made = _new_claim(services, credential_id)
    if records.add(made, records.seal_of_issued(credential_id)):
        return made
    # Somebody else has just made it.
    found = records.of_credential(credential_id)
    if found is None:
        raise NotFound("There is no such credential.")
    return found


def open_claim(services: Services, token: str) -> Claim:
    """Give the claim whose link was followed, and note the first time. It is never consumed.

    Raises NotFound, ClaimEnded.
    """
    now = services.clock.now()
    with services.database.read() as connection:
        claim = _records(services, connection).by_token(token)
    if claim is None:
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")
    if not claim.is_open(now):
        raise ClaimEnded("This link has ended. Your school can give you a new one.")
    if claim.opened_at is None:
        with services.database.write() as connection:
            _records(services, connection).note_opened(claim.id, now)
        return replace(claim, opened_at=now)
    return claim


def renew_claim(
    services: Services, credential_id: str, *, expires_at: datetime | None = None
) -> Claim:
    """Give a new link in place of the old one, which then leads nowhere. Raises NotFound."""
    with services.database.write() as connection:
        records = _records(services, connection)
        present = claim_within(connection, services, credential_id)
        fresh = _new_claim(services, credential_id)
        renewed = replace(
            present, token=fresh.token, url=fresh.url, expires_at=expires_at, revoked_at=None
        )
        records.replace(renewed, records.seal_of_issued(credential_id))
    return renewed


def note_claimed(connection: Connection, services: Services, credential_id: str) -> None:
    """Write down that a learner has taken a credential away, shared it, or put it into a wallet."""
    _records(services, connection).note_claimed(credential_id, services.clock.now())


def _new_claim(services: Services, credential_id: str) -> Claim:
    token = services.ids.new_token()
    return Claim(
        id=services.ids.new_id(),
        credential_id=credential_id,
        token=token,
        url=f"{services.settings.public_url}/claim/{token}",
        created_at=services.clock.now(),
    )


def _records(services: Services, connection: Connection) -> ClaimRecords:
    return ClaimRecords(
        connection=connection, vault=services.vault, public_url=services.settings.public_url
    )

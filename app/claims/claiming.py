"""Claims made, opened, ended: the link that leads a learner to their own page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.claims.claim import Claim, ClaimEnded
from app.db import claim_rules, credentials
from app.db.claims import ClaimRecords
from app.db.engine import Connection
from app.services import Services
from issuer.errors import NotFound


def claim_of(services: Services, credential_id: str) -> Claim:
    """Give the claim of an issued credential, made at the first asking. Raises NotFound.

    It is given as it stands, ended or not: see `Claim.is_open`.
    """
    with services.database.read() as connection:
        found = claim_records(services, connection).of_credential(credential_id)
    if found is not None:
        return found
    return services.database.write_together(
        lambda connection: claim_within(connection, services, credential_id)
    )


def claim_within(connection: Connection, services: Services, credential_id: str) -> Claim:
    """Do as `claim_of`, in a writing transaction that is open already. Raises NotFound."""
    records = claim_records(services, connection)
    found = records.of_credential(credential_id)
    if found is not None:
        return found
    made = new_claim(connection, services, credential_id)
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
        claim = claim_records(services, connection).by_token(token)
    if claim is None:
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")
    if not claim.is_open(now):
        raise ClaimEnded("This link has ended. Your school can give you a new one.")
    if claim.opened_at is None:
        with services.database.write() as connection:
            claim_records(services, connection).note_opened(claim.id, now)
        return replace(claim, opened_at=now)
    return claim


def note_claimed(connection: Connection, services: Services, credential_id: str) -> None:
    """Write down that a learner has taken a credential away, shared it, or put it into a wallet."""
    claim_records(services, connection).note_claimed(credential_id, services.clock.now())


def new_claim(connection: Connection, services: Services, credential_id: str) -> Claim:
    """Draw a link that was never given, with the end that the school's rules say."""
    now, token = services.clock.now(), services.ids.new_token()
    own = credentials.organisation_of(connection, credential_id)
    days = claim_rules.of_organisation(connection, own).link_days
    return Claim(
        id=services.ids.new_id(),
        credential_id=credential_id,
        token=token,
        url=f"{services.settings.public_url}/claim/{token}",
        created_at=now,
        expires_at=None if days is None else now + timedelta(days=days),
    )


def claim_records(services: Services, connection: Connection) -> ClaimRecords:
    """Give the claims, to read and write in a transaction."""
    return ClaimRecords(
        connection=connection, vault=services.vault, public_url=services.settings.public_url
    )

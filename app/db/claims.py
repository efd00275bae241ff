"""Claims: made once for each credential, found by the hash of their token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, select, update

from app.claims.claim import Claim
from app.db import places
from app.db.credential_rows import seal_of_row, token_hash, with_data_key
from app.db.inserting import insert_if_absent
from app.db.tables import claim_codes, claims, credentials, learners
from app.keys.sealing import Seal, Vault
from issuer.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecords:
    """Reads and writes claims in one transaction."""

    connection: Connection
    vault: Vault
    public_url: str

    def of_credential(self, credential_id: str) -> Claim | None:
        """Find the claim of a credential; None while none was made."""
        return self._found(claims.c.credential_id == credential_id)

    def by_token(self, token: str) -> Claim | None:
        """Find a claim by the secret part of its address, ended ones too."""
        return self._found(claims.c.token_hash == token_hash(token))

    def add(self, claim: Claim, seal: Seal) -> bool:
        """Enter a claim; False if the credential has one already."""
        row = {
            "id": claim.id,
            "credential_id": claim.credential_id,
            "created_at": claim.created_at,
            "expires_at": claim.expires_at,
            **_token_row(claim, seal),
        }
        return insert_if_absent(self.connection, claims, row)

    def replace(self, claim: Claim, seal: Seal) -> None:
        """Let a new token, or another end, take the place of the old one."""
        values = {
            **_token_row(claim, seal),
            "expires_at": claim.expires_at,
            "revoked_at": claim.revoked_at,
        }
        self.connection.execute(update(claims).where(claims.c.id == claim.id).values(values))

    def forget_code(self, claim_id: str) -> None:
        """Let the code on paper lead nowhere; done already, it changes nothing."""
        self.connection.execute(delete(claim_codes).where(claim_codes.c.claim_id == claim_id))

    def note_opened(self, claim_id: str, now: datetime) -> None:
        """Write down the first opening; later ones change nothing."""
        first = (claims.c.id == claim_id) & claims.c.opened_at.is_(None)
        self.connection.execute(update(claims).where(first).values(opened_at=now))

    def note_claimed(self, credential_id: str, now: datetime) -> None:
        """Write down that something was first taken away; later times change nothing."""
        first = (claims.c.credential_id == credential_id) & claims.c.claimed_at.is_(None)
        self.connection.execute(update(claims).where(first).values(claimed_at=now))

    def seal_of_issued(self, credential_id: str) -> Seal:
        """Open the data key of an issued credential's learner. Raises NotFound."""
        query = with_data_key().where(
            credentials.c.id == credential_id, credentials.c.issued_at.is_not(None)
        )
        row = self.connection.execute(query).one_or_none()
        if row is None:
            raise NotFound("There is no such credential.")
        return seal_of_row(self.vault, row)

    def _found(self, condition: ColumnElement[bool]) -> Claim | None:
        row = self.connection.execute(_claims_with_data_key().where(condition)).one_or_none()
        return None if row is None else self._claim(row)

    def _claim(self, row: Row[Any]) -> Claim:
        place = places.claim_token(row.id)
        token = seal_of_row(self.vault, row).open(bytes(row.token_sealed), place=place).decode()
        return Claim(
            id=row.id,
            credential_id=row.credential_id,
            token=token,
            url=f"{self.public_url}/claim/{token}",
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            opened_at=row.opened_at,
            claimed_at=row.claimed_at,
        )


def _claims_with_data_key() -> Select[Any]:
    """Select claims with what opens them; those of erased learners are gone."""
    joined = claims.join(credentials, credentials.c.id == claims.c.credential_id).join(
        learners, learners.c.id == credentials.c.learner_id
    )
    return (
        select(claims, credentials.c.learner_id, learners.c.data_key_sealed)
        .select_from(joined)
        .where(learners.c.erased_at.is_(None))
    )


def _token_row(claim: Claim, seal: Seal) -> dict[str, bytes]:
    return {
        "token_hash": token_hash(claim.token),
        "token_sealed": seal.close(claim.token.encode(), place=places.claim_token(claim.id)),
    }

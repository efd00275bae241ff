"""Codes on paper, for learners without e-mail: given in sheets for a class, typed at `/claim`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.claims.claim import Claim
from app.claims.claim_code import new_code, written
from app.claims.claiming import claim_of
from app.claims.giving import ClaimWish, give_claim
from app.db import (
    awards,
    batch_rows,
    batches,
    claim_codes,
    credentials,
    learners,
    organisations,
    programmes,
)
from app.db.engine import Connection
from app.services import Services
from issuer.errors import InvalidContent, NotFound
from issuer.model.organisation import Actor
from issuer.model.text import Text

MOST_ON_SHEET = 400
_LIFE = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperClaim:
    """What one learner's slip of paper says."""

    name: str = field(repr=False)
    title: Text
    code: str = field(repr=False)
    """In groups of four."""
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """A class's slips of paper."""

    school: Text
    claims: tuple[PaperClaim, ...]


def claim_of_code(services: Services, code: str) -> Claim:
    """Give the claim that a code on paper leads to. Raises NotFound."""
    with services.database.read() as connection:
        now = services.clock.now()
        credential_id = claim_codes.credential_of(connection, services.vault, code, now)
    if credential_id is None:
        raise NotFound("There is no such code.")
    return claim_of(services, credential_id)


def sheet_of(services: Services, actor: Actor, credential_ids: Sequence[str]) -> ClaimSheet:
    """Make a sheet with a new code for each credential; earlier codes of theirs lead nowhere.

    A link that had ended is renewed with it. Raises NotFound, InvalidContent.
    """
    wanted = tuple(dict.fromkeys(credential_ids))
    if not 0 < len(wanted) <= MOST_ON_SHEET:
        raise InvalidContent(
            f"A sheet has from 1 to {MOST_ON_SHEET} credentials. Ask for several sheets."
        )
    slips = tuple(_paper_claim(services, actor, each) for each in wanted)
    with services.database.read() as connection:
        school = organisations.get(connection, actor.organisation_id).name
    return ClaimSheet(school, slips)


def issued_of_batch(services: Services, actor: Actor, batch_id: str) -> tuple[str, ...]:
    """Give the ids of a batch's issued credentials, in the file's order. Raises NotFound."""
    with services.database.read() as connection:
        batches.get(connection, batch_id, organisation_id=actor.organisation_id)
        return batch_rows.credentials_of_batch(connection, batch_id, limit=MOST_ON_SHEET + 1)


def _paper_claim(services: Services, actor: Actor, credential_id: str) -> PaperClaim:
    now = services.clock.now()
    claim = give_claim(services, actor, credential_id, ClaimWish())
    if not claim.is_open(now):
        claim = give_claim(services, actor, credential_id, ClaimWish(renew=True))
    code = new_code(services.ids.random_index)
    with services.database.write() as connection:
        claim_codes.save(connection, services.vault, claim.id, code, life=(now, now + _LIFE))
        name, title = _named(connection, services, credential_id, actor.organisation_id)
    return PaperClaim(name=name, title=title, code=written(code), url=claim.url)


def _named(
    connection: Connection, services: Services, credential_id: str, organisation_id: str
) -> tuple[str, Text]:
    vault = services.vault
    credential = credentials.by_id(connection, vault, credential_id)
    award = awards.get(connection, vault, credential.award_id, organisation_id=organisation_id)
    learner = learners.by_id(connection, vault, award.learner_id)
    return learner.name, programmes.by_id(connection, award.version_id).content.title

"""Sharing: the learner makes links for others, and ends them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.claims.claim import Claim
from app.claims.claiming import note_claimed
from app.db import credentials, share_links
from app.db.share_links import ShareLink
from app.services import Services
from issuer.errors import DomainError, NotFound

_MOST_OPEN = 50
LONGEST_LABEL = 80


class ShareEnded(DomainError):
    """The learner has ended the link, or its time is over."""

    code = "SHARE_ENDED"


class TooManyOpen(DomainError):
    """A learner has as many of these open as anybody could need."""

    code = "TOO_MANY_OPEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareWish:
    """What link the learner wants."""

    label: str = field(repr=False)
    days: int | None = None
    """How long it leads to the credential; None: until the learner ends it."""


def share(services: Services, claim: Claim, wish: ShareWish) -> ShareLink:
    """Make a link to a learner's credential. Raises TooManyOpen."""
    now = services.clock.now()
    link = ShareLink(
        id=services.ids.new_id(),
        credential_id=claim.credential_id,
        token=services.ids.new_token(),
        label=wish.label.strip()[:LONGEST_LABEL],
        created_at=now,
        expires_at=None if wish.days is None else now + timedelta(days=wish.days),
    )
    with services.database.write() as connection:
        seal = credentials.seal_of(connection, services.vault, claim.credential_id)
        present = share_links.of_credential(connection, claim.credential_id, seal)
        if sum(each.is_open(now) for each in present) >= _MOST_OPEN:
            raise TooManyOpen("End one of your links before you make another.")
        share_links.add(connection, link, seal)
        note_claimed(connection, services, claim.credential_id)
    return link


def shared_by(services: Services, claim: Claim) -> Sequence[ShareLink]:
    """List the links to a learner's credential, ended ones too, newest first."""
    with services.database.read() as connection:
        seal = credentials.seal_of(connection, services.vault, claim.credential_id)
        return share_links.of_credential(connection, claim.credential_id, seal)


def end_share(services: Services, claim: Claim, link_id: str) -> None:
    """End a link for good; one that has ended stays so. Raises NotFound."""
    now = services.clock.now()
    with services.database.write() as connection:
        if not share_links.end(connection, claim.credential_id, link_id, now=now):
            raise NotFound("There is no such link.")


def shared_credential(services: Services, token: str) -> str:
    """Give the id of the credential that a link shows. Raises NotFound, ShareEnded."""
    now = services.clock.now()
    with services.database.read() as connection:
        found = share_links.led_to(connection, token)
        if found is not None:
            # Of an erased learner nothing is shown, whatever the link says.
            credentials.seal_of(connection, services.vault, found.credential_id)
    if found is None:
        raise NotFound("This link leads nowhere. Look whether all of it was copied.")
    if not found.is_open(now):
        raise ShareEnded("This link has ended.")
    return found.credential_id

"""The addresses that lead a wallet to an exchange."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.db import credentials, profiles
from app.exchanges.exchange import Exchange
from app.services import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """Addresses of one exchange; each is a secret."""

    interaction_url: str = field(repr=False)
    exchange_url: str = field(repr=False)
    lcw_url: str = field(repr=False)
    expires_at: datetime


def leading_to(services: Services, exchange: Exchange) -> Leading:
    """Give the addresses of an exchange."""
    public_url = services.settings.public_url
    with services.database.read() as connection:
        credential = credentials.by_id(connection, services.vault, exchange.credential_id)
        issuer = profiles.by_id(connection, credential.profile_id)
    return Leading(
        interaction_url=public_url + exchange.interaction_path,
        exchange_url=public_url + exchange.path,
        lcw_url=exchange.deep_link(public_url, issuer.did),
        expires_at=exchange.expires_at,
    )

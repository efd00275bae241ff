"""Begin an exchange for an issued credential, and find it again by its address."""

from __future__ import annotations

from app.db import credentials, exchanges
from app.exchanges.exchange import LIFETIME, Exchange, ExchangeEnded, challenge_of
from app.holder_copies.givable import require_givable
from app.services import Services
from issuer.errors import NotFound


def begin_exchange(services: Services, credential_id: str, *, bound: bool = False) -> Exchange:
    """Begin an exchange. Raises NotFound, WrongState, CredentialEnded."""
    now, exchange_id = services.clock.now(), services.ids.new_id()
    begun = Exchange(
        id=exchange_id,
        credential_id=credential_id,
        secret=services.ids.new_token(),
        challenge=challenge_of(services.vault, exchange_id),
        bound=bound,
        began_at=now,
        expires_at=now + LIFETIME,
    )
    with services.database.write() as connection:
        credential = credentials.by_id(connection, services.vault, credential_id)
        require_givable(credential, now)
        exchanges.add(connection, begun)
    return begun


def open_exchange(services: Services, secret: str) -> Exchange:
    """Find the exchange of this address. Raises NotFound, ExchangeEnded."""
    with services.database.read() as connection:
        found = exchanges.by_secret(connection, services.vault, secret)
    if found is None:
        raise NotFound("This address leads nowhere. Look whether all of it was copied.")
    if services.clock.now() >= found.expires_at:
        raise ExchangeEnded("The time for this is over. Begin anew on the credential's page.")
    return found

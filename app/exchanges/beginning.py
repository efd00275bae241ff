"""Begin an exchange for an issued credential, and find it again by its address."""

from __future__ import annotations

from app.db import credentials, exchanges
from app.exchanges.exchange import LIFETIME, Exchange, ExchangeEnded, challenge_of
from app.services import Services
from issuer.errors import NotFound, WrongState
from issuer.model.credential import CredentialStatus


def begin_exchange(services: Services, credential_id: str, *, bound: bool = False) -> Exchange:
    """Begin an exchange. Raises NotFound, WrongState."""
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
        if not credential.documents or credential.status is not CredentialStatus.ACTIVE:
            raise WrongState(
                "Only an active credential is given to a wallet; this one is "
                f"{credential.status.value if credential.documents else 'not issued yet'}.",
                state=credential.status.value,
            )
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

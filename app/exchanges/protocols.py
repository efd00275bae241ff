"""In which ways a wallet may take part in an exchange (VCALM, section 3.7.2)."""

from __future__ import annotations

from app.db import credentials
from app.exchanges.exchange import Exchange, ExchangeEnded
from app.oid4vci.offers import Terms, make_offer
from app.services import Services


def protocols_of(services: Services, exchange: Exchange) -> dict[str, str]:
    """Give an address for each protocol, under the names of VCALM.

    The offer for OpenID4VCI is made now, and ends with the exchange: one code on the screen serves
    wallets of both kinds. Raises ExchangeEnded once a wallet has been given the credential: it is
    for one.
    """
    if exchange.finished:
        raise ExchangeEnded("This was used by a wallet. Begin anew on the page.")
    with services.database.write() as connection:
        credential = credentials.by_id(connection, services.vault, exchange.credential_id)
        terms = Terms(ends=exchange.expires_at, with_tx_code=False)
        offer = make_offer(connection, services, credential.award_id, terms)
    return {"vcapi": services.settings.public_url + exchange.path, "oid4vci-1.0": offer.link}

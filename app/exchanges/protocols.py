"""In which ways a wallet may take part in an exchange (VCALM, section 3.7.2)."""

from __future__ import annotations

from app.exchanges.exchange import Exchange


def protocols_of(exchange: Exchange, public_url: str) -> dict[str, str]:
    """Give an address for each protocol, under the names of VCALM."""
    return {"vcapi": public_url + exchange.path}

"""What one consent, or one offer, allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contexts import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who may do what, for whom. It is written beside each code and token, and is not personal."""

    id: str
    """Everything that came of it ends together."""
    client_id: str | None = None
    """None for wallets that nobody registered, which redeem an offer."""
    account_id: str | None = None
    """The learner's account that agreed."""
    offer_id: str | None = None
    """The offer that was redeemed, in place of an account."""
    scopes: tuple[str, ...] = ()
    award_ids: tuple[str, ...] = ()
    """The awards whose credentials a wallet may receive."""
    details: tuple[JsonObject, ...] = ()
    """Authorization details (RFC 9396) as the client is told of them; none if it asked for none."""
    key_thumbprint: str | None = None
    """Of the key that tokens are bound to (DPoP); None for bearer tokens."""

    def as_json(self) -> dict[str, Any]:
        """Give it as it is written down."""
        return {
            "client_id": self.client_id,
            "account_id": self.account_id,
            "offer_id": self.offer_id,
            "scopes": list(self.scopes),
            "award_ids": list(self.award_ids),
            "details": list(self.details),
            "key_thumbprint": self.key_thumbprint,
        }


def grant_of(grant_id: str, written: Mapping[str, Any]) -> Grant:
    """Read a grant as it was written down."""
    return Grant(
        id=grant_id,
        client_id=written["client_id"],
        account_id=written["account_id"],
        offer_id=written["offer_id"],
        scopes=tuple(written["scopes"]),
        award_ids=tuple(written["award_ids"]),
        details=tuple(written["details"]),
        key_thumbprint=written["key_thumbprint"],
    )

"""An exchange: the short-lived address at which one wallet is handed one credential.

The address is the secret, for wallets send no other (Learner Credential Wallet, VCALM section 3.6):
unguessable, good for some minutes, and for one holder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from app.keys.sealing import Vault
from issuer.errors import DomainError

LIFETIME = timedelta(minutes=10)
_LCW = "https://lcw.app/request.html"
_UUID_BYTES = 16


class ExchangeEnded(DomainError):
    """It was used, or its minutes are over."""

    code = "EXCHANGE_ENDED"


class PresentationRefused(DomainError):
    """What the wallet sent does not prove that it holds its key, for this exchange."""

    code = "PRESENTATION_REFUSED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One exchange, as a wallet is led to it."""

    id: str
    credential_id: str
    secret: str = field(repr=False)
    challenge: str = field(repr=False)
    """What the holder's proof has to be made for."""
    bound: bool
    """Whether a wallet that sends no proof is asked for one, or is given the school's own copy."""
    began_at: datetime
    expires_at: datetime
    finished: bool = False

    @property
    def path(self) -> str:
        """Give the path of the address that wallets send their messages to."""
        return f"/exchanges/{self.secret}"

    @property
    def interaction_path(self) -> str:
        """Give the path of the interaction URL (VCALM, section 3.7.1): for QR codes."""
        return f"/interactions/{self.secret}?iuv=1"

    def deep_link(self, public_url: str, issuer: str) -> str:
        """Give the link that opens the Learner Credential Wallet, which then asks by itself."""
        asked = {
            "issuer": issuer,
            "auth_type": "bearer",
            "challenge": self.challenge,
            "vc_request_url": public_url + self.path,
        }
        return f"{_LCW}?{urlencode(asked)}"


def challenge_of(vault: Vault, exchange_id: str) -> str:
    """Give an exchange's challenge: nobody else can work it out, and it need not be kept."""
    digest = vault.lookup(exchange_id, purpose="challenge of an exchange")
    return str(UUID(bytes=digest[:_UUID_BYTES], version=4))

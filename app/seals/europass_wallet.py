"""Deposits a sealed credential in its learner's Europass wallet (wallet API, version 2).

`POST /credentials`, multipart, the file as `_credential`; the wallet is named by its address or by
its owner's e-mail, never both. Europass takes European Digital Credentials only.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import urlencode

from app.fetching import AppointedServices, Posting, Refused
from app.takeaway.european import Download

_ACCEPTED = range(200, 300)


class Deposit(Enum):
    """How a deposit ended."""

    DONE = "done"
    ALREADY_THERE = "already-there"
    """409: a credential of this id is in the wallet."""
    NO_WALLET = "no-wallet"
    """404: nobody has a wallet under this address."""
    NOT_TAKEN = "not-taken"
    """400: not valid to Europass, above all while the seal is on no EU trusted list."""
    UNREACHABLE = "unreachable"
    """Everything else: nothing is known of the deposit, and it may be tried again."""


_BY_STATUS = {400: Deposit.NOT_TAKEN, 404: Deposit.NO_WALLET, 409: Deposit.ALREADY_THERE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """Whose wallet: its address, or its owner's e-mail address."""

    named: str = field(repr=False)

    @property
    def query(self) -> dict[str, str]:
        """Give what names it in a request."""
        return {"userEmail" if "@" in self.named else "walletAddress": self.named}


def deposit(
    calls: AppointedServices, wallet_url: str, file: Download, wallet: Wallet, language: str
) -> Deposit:
    """Deposit a file; `wallet_url` is that of the API, as in `https://…/api/v2`."""
    query = urlencode({**wallet.query, "sendEmail": "false", "locale": language})
    body, media_type = _multipart(file)
    posting = Posting(body, media_type, accept="application/json")
    try:
        reply = calls.post(f"{wallet_url.rstrip('/')}/credentials?{query}", posting)
    except Refused:
        return Deposit.UNREACHABLE
    if reply.status in _ACCEPTED:
        return Deposit.DONE
    return _BY_STATUS.get(reply.status, Deposit.UNREACHABLE)


def _multipart(file: Download) -> tuple[bytes, str]:
    """Write the form (RFC 7578); the file's name in UTF-8, its quotes as browsers write them."""
    boundary = f"dokazilo-{secrets.token_hex(16)}"
    name = file.file_name.replace('"', "%22")
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="_credential"; filename="{name}"\r\n'
        "Content-Type: application/ld+json\r\n\r\n"
    )
    body = head.encode() + file.body + f"\r\n--{boundary}--\r\n".encode()
    return body, f"multipart/form-data; boundary={boundary}"

"""Logging in: by a code that proves an address, or by a claim's link, which shows its own alone.

Who asks for a code learns nothing of whether an address is known: every answer is the same, and
what is not known is sent nothing, so that nobody can have strangers written to.
"""

from __future__ import annotations

import re

from app.accounts.letters import owe_code
from app.claims.opening import opened_in_full
from app.db import account_credentials, accounts, login_codes
from app.db.accounts import Account
from app.db.engine import Connection
from app.db.login_codes import LoginCode
from app.services import Services

_DIGITS = 8
_BETWEEN_DIGITS = re.compile(r"[\s.\-]+")
_CODE = re.compile(f"[0-9]{{{_DIGITS}}}")


def ask_for_code(services: Services, email: str, *, language: str) -> str:
    """Send a code to a known address; gives the id under which the code can be redeemed."""
    now, vault = services.clock.now(), services.vault
    digits = f"{services.ids.random_index(10**_DIGITS):0{_DIGITS}d}"
    code = LoginCode(id=services.ids.new_id(), email=email, digits=digits)
    with services.database.write() as connection:
        if not login_codes.asked_too_often(connection, vault, email, now=now):
            login_codes.add(connection, vault, code, now=now)
            if _is_known(connection, services, email):
                owe_code(connection, services, code, language=language)
    services.bell.ring()
    return code.id


def redeem_code(services: Services, login_id: str, code: str) -> Account | None:
    """Give the account of the address that the code proves; None when the code does not hold."""
    digits = _BETWEEN_DIGITS.sub("", code)
    if not _CODE.fullmatch(digits):
        return None
    now = services.clock.now()
    with services.database.write() as connection:
        email = login_codes.redeem(connection, services.vault, login_id, code=digits, now=now)
        if email is None:
            return None
        return accounts.of_address(
            connection, services.vault, email, new_id=services.ids.new_id(), now=now
        )


def follow_link(services: Services, link: str) -> Account:
    """Give the account of the one credential that a claim's link, or its token, leads to.

    Raises NotFound, ClaimEnded, GuardianFirst.
    """
    claim = opened_in_full(services, link.strip().rpartition("/")[2]).claim
    with services.database.write() as connection:
        return accounts.of_link(
            connection,
            services.vault,
            claim.credential_id,
            new_id=services.ids.new_id(),
            now=services.clock.now(),
        )


def _is_known(connection: Connection, services: Services, email: str) -> bool:
    """Tell whether a school has a learner with this address, or the address has an account."""
    vault = services.vault
    learners = account_credentials.learners_of_address(connection, vault, email)
    return any(True for _ in learners) or accounts.has_address(connection, vault, email)

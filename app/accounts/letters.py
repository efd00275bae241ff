"""The letter with a log-in code."""

from __future__ import annotations

from app.db.engine import Connection
from app.db.login_codes import LIFETIME, LoginCode
from app.mail.letter import Letter, LetterKind
from app.mail.sending import can_send, owe
from app.services import Services

_GROUP = 4
"""Digits are read and typed in groups."""


def owe_code(connection: Connection, services: Services, code: LoginCode, *, language: str) -> None:
    """Owe an address its code, in the transaction that enters it; late, it is worth nothing."""
    if not can_send(services.settings):
        return  # the page has said so, and a code that nobody gets is not kept
    letter = Letter(
        kind=LetterKind.LOGIN_CODE,
        to=code.email,
        language=language,
        details={"code": f"{code.digits[:_GROUP]} {code.digits[_GROUP:]}"},
        useful_until=services.clock.now() + LIFETIME,
    )
    owe(connection, services, letter)

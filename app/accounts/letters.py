"""The letter with a log-in code."""

from __future__ import annotations

from app.db.engine import Connection
from app.db.login_codes import LIFETIME, LoginCode
from app.mail.letter import Letter, LetterKind
from app.mail.sending import owe
from app.services import Services


def owe_code(connection: Connection, services: Services, code: LoginCode, *, language: str) -> None:
    """Owe an address its code, in the transaction that enters it."""
    letter = Letter(
        kind=LetterKind.LOGIN_CODE,
        to=code.email,
        language=language,
        details={"code": code.digits},
        useful_until=services.clock.now() + LIFETIME,
    )
    owe(connection, services, letter)

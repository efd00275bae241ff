"""Who is logged in: a cookie with a random token, of which the database keeps the hash."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.accounts.asking_to_log_in import LoginNeeded
from app.db import account_sessions, accounts
from app.db.accounts import Account
from app.services import Services, services_of
from issuer.errors import NotFound

__all__ = ["Account", "account_of", "begin_session", "end_session", "require_account"]

_NAME = "dokazilo-session"


def account_of(request: Request) -> Account | None:
    """Give the account whose session the browser holds; None when nobody is logged in.

    It reads the database: call it from a plain route, or from a thread.
    """
    services = services_of(request)
    token = session_token(request)
    if token is None:
        return None
    now = services.clock.now()
    with services.database.read() as reading:
        found = account_sessions.account_id_of(reading, token, now=now)
        if found is None:
            return None
        account_id, touch_due = found
        try:
            account = accounts.get(reading, services.vault, account_id)
        except NotFound:  # deleted between the two readings
            return None
    if touch_due:
        with services.database.write() as writing:
            account_sessions.touch(writing, token, now=now)
    return account


def require_account(request: Request) -> Account:
    """Give the account that is logged in. Raises LoginNeeded, which leads to the log-in page."""
    account = account_of(request)
    if account is None:
        raise LoginNeeded
    return account


def begin_session(services: Services, account: Account, answer: Response) -> None:
    """Log an account in, in the browser that gets this answer."""
    # Always a fresh token: one that was planted in the browser before is worth nothing.
    token = services.ids.new_token()
    with services.database.write() as connection:
        account_sessions.begin(connection, account.id, token, now=services.clock.now())
    answer.set_cookie(
        _cookie_name(services),
        token,
        max_age=int(account_sessions.LONGEST.total_seconds()),
        path="/",
        secure=_over_https(services),
        httponly=True,
        samesite="lax",
    )


def end_session(request: Request, answer: Response) -> None:
    """Log out, in the database and in the browser."""
    services = services_of(request)
    token = session_token(request)
    if token is not None:
        with services.database.write() as connection:
            account_sessions.end(connection, token)
    answer.delete_cookie(
        _cookie_name(services),
        path="/",
        secure=_over_https(services),
        httponly=True,
        samesite="lax",
    )


def session_token(request: Request) -> str | None:
    """Give the token of the browser's session, valid or not."""
    return request.cookies.get(_cookie_name(services_of(request)))


def _cookie_name(services: Services) -> str:
    # RFC 6265bis, 4.1.3.2: with this prefix no neighbouring host can plant the cookie.
    return f"__Host-{_NAME}" if _over_https(services) else _NAME


def _over_https(services: Services) -> bool:
    return services.settings.public_url.startswith("https://")

"""Forms of a logged-in learner: sent from our own page, with the token that page was given.

The session's cookie is SameSite=Lax, so another site's form does not carry it; the origin and the
token stand behind that, for browsers and neighbouring hosts for which it is not enough.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from starlette.requests import Request

from app.accounts.session import Account, require_account, session_token
from app.problems import ApiProblem
from app.services import services_of

_FROM_OURSELVES = frozenset({None, "same-origin", "none"})


def form_token(request: Request) -> str:
    """Give the token that the session's forms carry; empty when there is no session.

    It follows from the session's own token, and does not betray it.
    """
    token = session_token(request)
    if token is None:
        return ""
    digest = hashlib.sha256(b"dokazilo form\0" + token.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def check_origin(request: Request) -> None:
    """Refuse a form that another site's page sent. Raises ApiProblem NOT_PERMITTED."""
    origin = request.headers.get("origin")
    ours = services_of(request).settings.public_url
    # "null" is what a page without a referrer sends of itself: our own pages are such pages.
    if request.headers.get("sec-fetch-site") not in _FROM_OURSELVES or (
        origin not in {None, "null"} and origin != ours
    ):
        raise ApiProblem("NOT_PERMITTED", "Send the form from this service's own page.")


def check_form(request: Request, sent: str) -> None:
    """Refuse a form that does not carry the session's token. Raises ApiProblem NOT_PERMITTED."""
    check_origin(request)
    wanted = form_token(request)
    if not wanted or not hmac.compare_digest(sent.encode(), wanted.encode()):
        raise ApiProblem(
            "NOT_PERMITTED", "This form is an old one. Open the page anew, then send it."
        )


def require_own_form(request: Request, sent: str) -> Account:
    """Give the account that is logged in, whose own page this form comes from.

    Raises LoginNeeded, and ApiProblem NOT_PERMITTED.
    """
    account = require_account(request)
    check_form(request, sent)
    return account

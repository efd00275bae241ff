"""The learner's permission at a host: asked for in their browser, kept as tokens (7.1.2)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from app.backpacks.calls import Calls
from app.backpacks.hosts import RETURN_PATH
from app.db import backpacks
from app.db.accounts import Account
from app.db.backpacks import Errand, Host
from app.db.turns import NotOurTurn
from app.fetching import Posting, Reason, Refused
from app.open_badges_api.scopes import BadgeScope
from app.services import Services
from verifier.json_reading import read_object
from verifier.judgement import Judged

_FORM = "application/x-www-form-urlencoded"
_SCOPE = BadgeScope.WRITE_CREDENTIALS.value
_EARLIER = timedelta(seconds=30)
"""A token that is about to end is replaced before."""
_PATIENCE = timedelta(seconds=10)
"""So long one request waits for another one that asks the same host for the same learner."""
_OK = 200
_NOT_NOW = frozenset({429, 500, 502, 503, 504})
_USUALLY = 3600
"""Seconds that a token is good for where the host does not say (section 7.1.2)."""


def authorization_url(services: Services, host: Host, errand: Errand, state: str) -> str:
    """Give the address at which the learner agrees; their browser goes there."""
    digest = hashlib.sha256(errand.verifier.encode()).digest()
    parameters = {
        "response_type": "code",
        "client_id": host.client_id,
        "redirect_uri": f"{services.settings.public_url}{RETURN_PATH}",
        "scope": _SCOPE,
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    separator = "&" if "?" in host.authorization_url else "?"
    return f"{host.authorization_url}{separator}{urlencode(parameters)}"


def redeem_code(
    services: Services, account: Account, host: Host, errand: Errand, code: str
) -> str | None:
    """Get tokens for a code and keep them; gives the access token, None if there is none.

    Raises Refused.
    """
    asked = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": f"{services.settings.public_url}{RETURN_PATH}",
        "scope": _SCOPE,
        "code_verifier": errand.verifier,
    }
    with _alone(services, account, host):
        return _token(services, account, host, asked)


def access_token(services: Services, account: Account, host: Host) -> str | None:
    """Give a token that is still good, refreshed if need be; None when the learner has to agree.

    Refreshed by one at a time: a host that gives a new refresh token each time takes the second use
    of one for a theft, and ends the permission (RFC 9700, section 4.14.2).
    Raises Refused.
    """
    with _alone(services, account, host):
        return _good_token(services, account, host)


def give_up(services: Services, account: Account, host: Host, token: str) -> None:
    """Forget a permission that the host refuses, if it is still the one of this access token.

    Raises Refused.
    """
    with _alone(services, account, host), services.database.write() as connection:
        kept = backpacks.tokens(connection, account, host.id)
        if kept is not None and kept["access_token"] == token:
            backpacks.forget(connection, account, host.id)


@contextmanager
def _alone(services: Services, account: Account, host: Host) -> Iterator[None]:
    """Let nobody else use or change this permission within the block. Raises Refused."""
    what = f"backpack {host.id} of {account.id}"
    try:
        with services.database.one_at_a_time(what, patience=_PATIENCE):
            yield
    except NotOurTurn:  # the host keeps another one waiting
        raise Refused(Reason.TIMEOUT) from None


def _good_token(services: Services, account: Account, host: Host) -> str | None:
    with services.database.read() as connection:
        kept = backpacks.tokens(connection, account, host.id)
    if kept is None:
        return None
    if datetime.fromisoformat(kept["ends"]) > services.clock.now() + _EARLIER:
        return str(kept["access_token"])
    if not kept["refresh_token"]:
        return None
    asked = {
        "grant_type": "refresh_token",
        "refresh_token": kept["refresh_token"],
        "scope": _SCOPE,
    }
    return _token(services, account, host, asked)


def _token(
    services: Services, account: Account, host: Host, asked: Mapping[str, str]
) -> str | None:
    now = services.clock.now()
    posting = Posting(
        urlencode(asked).encode(), _FORM, accept="application/json", authorization=_basic(host)
    )
    reply = Calls(services).post(host.token_url, posting)
    if reply.status in _NOT_NOW:  # which says nothing of what the learner has allowed
        raise Refused(Reason.STATUS)
    given = _given(reply.body, now) if reply.status == _OK else None
    with services.database.write() as connection:
        if given is None:
            backpacks.forget(connection, account, host.id)
            return None
        earlier = asked.get("refresh_token")  # RFC 6749, section 6: it may stay the same
        given["refresh_token"] = given["refresh_token"] or earlier
        backpacks.save_tokens(connection, account, host.id, given, now=now)
    return str(given["access_token"])


def _given(body: bytes, now: datetime) -> dict[str, Any] | None:
    """Read a token response (RFC 6749, section 5.1); None when it is none."""
    try:
        answer = read_object(body)
    except Judged:
        return None
    token, kind = answer.get("access_token"), answer.get("token_type")
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        return None
    if not isinstance(kind, str) or kind.lower() != "bearer":
        return None
    seconds, refresh = answer.get("expires_in"), answer.get("refresh_token")
    good_for = seconds if type(seconds) is int and 0 < seconds < 10**8 else _USUALLY
    return {
        "access_token": token,
        "refresh_token": refresh if isinstance(refresh, str) else None,
        "ends": (now + timedelta(seconds=good_for)).isoformat(),
    }


def _basic(host: Host) -> str:
    # RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    pair = f"{quote(host.client_id, safe='')}:{quote(host.client_secret, safe='')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"

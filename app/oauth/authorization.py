"""The authorization request: what a client asks of a learner, checked before the learner sees it.

RFC 6749, section 4.1.1, with RFC 9126 (pushed), RFC 9396 (authorization details), RFC 7636 (PKCE).
A request that comes in an address is written down like a pushed one: from there on all are alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from app.db import oauth_clients, oauth_secrets
from app.db.engine import Connection
from app.db.oauth_clients import Client
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.oauth.details import asked_configurations
from app.oauth.errors import OAuthError
from app.oauth.pkce import METHOD, is_challenge
from app.oauth.scopes import SCOPES
from app.services import Services

ENDS_AFTER = timedelta(minutes=10)
"""Time for the learner to log in."""
REQUEST_URI = "urn:ietf:params:oauth:request_uri:"

_LONGEST = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorizationRequest:
    """What a client asks for, in a form that can be written down."""

    client_id: str
    redirect_uri: str
    names_redirect_uri: bool = True
    """It said where the answer goes, and has to say the same at the token endpoint."""
    code_challenge: str
    scopes: tuple[str, ...]
    with_details: bool = False
    """It asks by authorization details, and is answered so."""
    state: str | None = None
    issuer_state: str | None = None
    """Of the offer that the wallet was given."""

    @property
    def wants_credentials(self) -> bool:
        """Say whether a wallet asks for credentials, which the learner then chooses."""
        return any(SCOPES[each].copy_format is not None for each in self.scopes)


def client_and_address(connection: Connection, form: Mapping[str, str]) -> tuple[Client, str]:
    """Give who asks and where the answer goes. Raises OAuthError, which must not go there.

    RFC 6749, section 4.1.2.1: an answer is sent to no address that was not registered.
    """
    client = oauth_clients.by_id(connection, form.get("client_id", ""))
    if client is None:
        raise OAuthError("invalid_client", "There is no such client.", status=401)
    addresses = client.redirect_uris
    asked = form.get("redirect_uri") or (addresses[0] if len(addresses) == 1 else None)
    if asked not in addresses:
        raise OAuthError("invalid_request", "This redirect_uri is not registered for the client.")
    return client, asked


def read_request(
    form: Mapping[str, str], redirect_uri: str, *, was_pushed: bool
) -> AuthorizationRequest:
    """Check the rest of what a client asks. Raises OAuthError, which may go to its address."""
    if form.get("response_type") != "code":
        raise OAuthError("unsupported_response_type", "The response_type has to be code.")
    challenge = form.get("code_challenge", "")
    if form.get("code_challenge_method") != METHOD or not is_challenge(challenge):
        raise OAuthError("invalid_request", f"PKCE with {METHOD} is needed.")
    if any(len(form.get(name, "")) > _LONGEST for name in ("state", "issuer_state")):
        raise OAuthError("invalid_request", "A parameter is too long.")
    scopes = _scopes(form)
    if not was_pushed and any(SCOPES[each].has_to_be_pushed for each in scopes):
        raise OAuthError("invalid_request", "Push this request (RFC 9126).")
    return AuthorizationRequest(
        client_id=form["client_id"],
        redirect_uri=redirect_uri,
        names_redirect_uri="redirect_uri" in form,
        code_challenge=challenge,
        scopes=scopes,
        with_details="authorization_details" in form,
        state=form.get("state"),
        issuer_state=form.get("issuer_state"),
    )


def keep_request(connection: Connection, services: Services, request: AuthorizationRequest) -> str:
    """Write a request down; gives the `request_uri` under which it is found."""
    now = services.clock.now()
    value = services.ids.new_token()
    secret = KeptSecret(
        kind=SecretKind.AUTHORIZATION_REQUEST,
        grant_id=services.ids.new_id(),
        content=asdict(request),
        expires_at=now + ENDS_AFTER,
    )
    oauth_secrets.keep(connection, value, secret, now=now)
    return REQUEST_URI + value


def kept_request(
    connection: Connection, services: Services, form: Mapping[str, str], *, used_up: bool
) -> AuthorizationRequest:
    """Find a request that was written down; `used_up` ends it. Raises OAuthError."""
    take = oauth_secrets.redeem if used_up else oauth_secrets.look_up
    value = form.get("request_uri", "").removeprefix(REQUEST_URI)
    kept = take(connection, SecretKind.AUTHORIZATION_REQUEST, value, now=services.clock.now())
    if kept is None or kept.content["client_id"] != form.get("client_id"):
        raise OAuthError("invalid_request", "This request has ended. Begin anew in your program.")
    content: dict[str, Any] = {**kept.content, "scopes": tuple(kept.content["scopes"])}
    return AuthorizationRequest(**content)


def _scopes(form: Mapping[str, str]) -> tuple[str, ...]:
    """Give the scopes, also those that authorization details stand for."""
    asked = [
        *form.get("scope", "").split(),
        *asked_configurations(form.get("authorization_details")),
    ]
    known = tuple(dict.fromkeys(each for each in asked if each in SCOPES))
    if not known:
        raise OAuthError("invalid_scope", f"Ask for one or more of: {', '.join(SCOPES)}.")
    return known

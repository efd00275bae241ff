"""Tokens for an authorization code, and for a refresh token (RFC 6749, sections 4.1.3 and 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.db import oauth_secrets
from app.db.engine import Connection
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.oauth.clients import authenticated, require_same
from app.oauth.errors import OAuthError
from app.oauth.grant import grant_of
from app.oauth.pkce import fits
from app.oauth.scopes import SCOPES
from app.oauth.token_request import TokenRequest
from app.oauth.tokens import bound_to, grant_response, living_grant
from app.services import Services


def redeem_authorization_code(services: Services, request: TokenRequest) -> Mapping[str, Any]:
    """Give tokens for a code, once. Raises OAuthError."""
    with services.database.write() as connection:
        client = authenticated(connection, request.client)
        kept = _redeemed(
            connection, services, SecretKind.AUTHORIZATION_CODE, request.needed("code")
        )
        # It is used up even if it does not fit: whoever tries has it from somebody else.
        if kept is not None and _is_meant_for(kept.content, client.id, request.form):
            grant = bound_to(grant_of(kept.grant_id, kept.content), request.key)
            lasting = any(SCOPES[each].with_refresh_token for each in grant.scopes)
            refreshing = grant if lasting else None
            return grant_response(connection, services, grant, refreshing=refreshing)
    raise invalid_grant()


def redeem_refresh_token(services: Services, request: TokenRequest) -> Mapping[str, Any]:
    """Give new tokens for a refresh token, which is replaced at each use. Raises OAuthError."""
    with services.database.write() as connection:
        kept = _redeemed(
            connection, services, SecretKind.REFRESH_TOKEN, request.needed("refresh_token")
        )
        grant = None if kept is None else living_grant(connection, kept)
        if grant is not None:
            require_same(connection, request.client, grant.client_id)
        # RFC 9449, section 5: a bound token is refreshed with the same key.
        if grant is not None and grant.key_thumbprint == request.key:
            scopes = tuple(request.form.get("scope", " ".join(grant.scopes)).split())
            if not set(scopes) <= set(grant.scopes):
                raise OAuthError("invalid_scope", "Only what was agreed to can be refreshed.")
            narrowed = replace(grant, scopes=scopes)
            return grant_response(connection, services, narrowed, refreshing=grant)
    raise invalid_grant()


def invalid_grant() -> OAuthError:
    """Refuse a code or token without saying which of all reasons it is."""
    return OAuthError("invalid_grant", "It is unknown, used, ended, or somebody else's.")


def _is_meant_for(content: Mapping[str, Any], client_id: str, form: Mapping[str, str]) -> bool:
    """Say whether this client asked for the code, and has what it asked with."""
    address = form.get("redirect_uri")
    # RFC 6749, section 4.1.3. Codes of an earlier release do not say whether it was named.
    left_out = address is None and not content.get("names_redirect_uri", True)
    return (
        client_id == content["client_id"]
        and (left_out or address == content["redirect_uri"])
        and fits(form.get("code_verifier", ""), content["code_challenge"])
    )


def _redeemed(
    connection: Connection, services: Services, kind: SecretKind, value: str
) -> KeptSecret | None:
    """Redeem a value; used twice it ends all that came of it (RFC 9700, section 4.14.2)."""
    now = services.clock.now()
    kept = oauth_secrets.redeem(connection, kind, value, now=now)
    if kept is None:
        grant_id = oauth_secrets.used_before(connection, kind, value)
        if grant_id is not None:
            oauth_secrets.end_grant(connection, grant_id, now=now)
    return kept

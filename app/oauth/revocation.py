"""A program gives its tokens back (RFC 7009)."""

from __future__ import annotations

from app.db import oauth_secrets
from app.db.oauth_secrets import SecretKind
from app.oauth.clients import ClientCredentials, authenticated
from app.services import Services

_KINDS = (SecretKind.REFRESH_TOKEN, SecretKind.ACCESS_TOKEN)


def revoke(services: Services, given: ClientCredentials, token: str) -> None:
    """End all that came of a token's consent; an unknown token is no error (section 2.2).

    Raises OAuthError invalid_client. Whose the token is, is looked at before it is ended.
    """
    now = services.clock.now()
    with services.database.write() as connection:
        client = authenticated(connection, given)
        for kind in _KINDS:
            kept = oauth_secrets.look_up(connection, kind, token, now=now)
            if kept is not None and kept.content["client_id"] == client.id:
                oauth_secrets.end_grant(connection, kept.grant_id, now=now)

"""Which client is calling the token endpoint (RFC 6749, section 2.3)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_plus

from app.db import oauth_clients
from app.db.engine import Connection
from app.db.oauth_clients import Client
from app.oauth.errors import OAuthError
from verifier.multibase import base64url_encode

METHODS = ("none", "client_secret_basic", "client_secret_post")

_UNREGISTERED = "unregistered:"
_UNKNOWN = "There is no such client, or its secret is another one."


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Who the caller says it is."""

    client_id: str | None
    secret: str | None = field(default=None, repr=False)


def credentials_of(form: Mapping[str, str], authorization: str | None) -> ClientCredentials:
    """Read client_id and secret from the header or the form. Raises OAuthError."""
    scheme, _, value = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return ClientCredentials(form.get("client_id"), form.get("client_secret"))
    try:
        client_id, separator, secret = (
            base64.b64decode(value, validate=True).decode().partition(":")
        )
    except ValueError:
        raise _invalid_client() from None
    if not separator or "client_secret" in form:
        raise OAuthError("invalid_request", "Authenticate in one way only.")
    if "\0" in (client_id := unquote_plus(client_id)):  # PostgreSQL cannot be asked for it
        raise _invalid_client()
    return ClientCredentials(client_id, unquote_plus(secret))


def authenticated(connection: Connection, given: ClientCredentials) -> Client:
    """Give the client whose credentials these are. Raises OAuthError invalid_client."""
    client = oauth_clients.by_id(connection, given.client_id) if given.client_id else None
    if client is None:
        raise _invalid_client()
    if client.secret_hash is None:
        return client
    if given.secret is None or not hmac.compare_digest(
        oauth_clients.hash_of_secret(given.secret), client.secret_hash
    ):
        raise _invalid_client()
    return client


def require_same(connection: Connection, given: ClientCredentials, client_id: str | None) -> None:
    """Make sure the caller is the client that a grant was made for. Raises OAuthError."""
    if client_id is None:
        return
    if client_id.startswith(_UNREGISTERED):
        same = given.client_id is not None and unregistered(given.client_id) == client_id
    else:
        same = authenticated(connection, given).id == client_id
    if not same:
        raise _invalid_client()


def is_client(client_id: str | None, shown: str) -> bool:
    """Say whether a client shows the name of the one that a grant was made for."""
    return client_id is not None and client_id in (shown, unregistered(shown))


def unregistered(client_id: str) -> str:
    """Give the name under which a client is written down that nobody registered.

    A wallet may call itself by its holder's DID, which is personal: the hash is enough.
    """
    digest = hashlib.sha256(client_id.encode("utf-8", "surrogatepass")).digest()
    return _UNREGISTERED + base64url_encode(digest)


def _invalid_client() -> OAuthError:
    return OAuthError("invalid_client", _UNKNOWN, status=401, headers={"WWW-Authenticate": "Basic"})

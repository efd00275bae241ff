"""Programs register themselves (RFC 7591), as the Open Badges API wants it (section 7.1.1).

Whoever asks is registered: the consent page says that nobody vouches for the name. Nothing that a
registration names is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from app.db import oauth_clients
from app.db.oauth_clients import Client
from app.oauth.errors import OAuthError
from app.oauth.scopes import SCOPES
from app.services import Services
from contexts import JsonObject
from verifier.json_reading import read_object
from verifier.judgement import Judged


def _printable(text: str) -> str:
    """Refuse what moves other texts about where the learner reads a name, and U+0000."""
    if not text.isprintable():
        raise ValueError("a character in it cannot be shown")
    return text


_Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_printable),
]
_Url = Annotated[str, StringConstraints(min_length=1, max_length=2048, pattern=r"^[!-~]+$")]

OFFLINE_ACCESS = "offline_access"
"""In the specification's examples: a refresh token is wished for. It is given anyway."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1"})


class Registration(BaseModel):
    """What a program says of itself; what else it says is left out (RFC 7591, section 2)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    client_name: _Line
    client_uri: _Url
    logo_uri: _Url
    tos_uri: _Url
    policy_uri: _Url
    software_id: _Line
    software_version: _Line
    redirect_uris: Annotated[tuple[_Url, ...], Field(min_length=1, max_length=10)]
    scope: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    token_endpoint_auth_method: Literal["client_secret_basic"] = "client_secret_basic"  # noqa: S105
    grant_types: tuple[Literal["authorization_code", "refresh_token"], ...] = (
        "authorization_code",
        "refresh_token",
    )
    response_types: tuple[Literal["code"], ...] = ("code",)
    contacts: Annotated[tuple[_Line, ...], Field(max_length=10)] = ()


def register(services: Services, body: bytes) -> JsonObject:
    """Register a program; gives what it is told, its secret only now. Raises OAuthError."""
    asked = _read(body)
    _check_addresses(asked, services.settings.public_url)
    accepted = asked.model_dump(mode="json") | {"scope": " ".join(_known_scopes(asked.scope))}
    secret, now = services.ids.new_token(), services.clock.now()
    client = Client(
        id=services.ids.new_id(),
        name=asked.client_name,
        registration=accepted,
        secret_hash=oauth_clients.hash_of_secret(secret),
    )
    with services.database.write() as connection:
        oauth_clients.add(connection, client, now=now)
    return {
        "client_id": client.id,
        "client_secret": secret,
        "client_id_issued_at": int(now.timestamp()),
        "client_secret_expires_at": 0,
        **accepted,
    }


def _read(body: bytes) -> Registration:
    try:
        return Registration.model_validate(read_object(body))
    except Judged:
        raise _invalid("The body is not a JSON object.") from None
    except ValidationError as error:
        wrong = sorted({str(fault["loc"][0]) for fault in error.errors()})
        raise _invalid(f"Missing or wrong: {', '.join(wrong)}.") from None


def _known_scopes(asked: str) -> list[str]:
    known = [scope for scope in dict.fromkeys(asked.split()) if scope in SCOPES]
    if not known:
        raise _invalid("None of these scopes exists here.")
    return known + [OFFLINE_ACCESS] * (OFFLINE_ACCESS in asked.split())


def _check_addresses(asked: Registration, public_url: str) -> None:
    """Want every address by https and at one host, so that the learner knows who asks."""
    pages = (asked.client_uri, asked.logo_uri, asked.tos_uri, asked.policy_uri)
    local = public_url.startswith("http://")
    if not all(_is_safe(url, local=local) for url in asked.redirect_uris):
        raise OAuthError("invalid_redirect_uri", "Redirection is to https, without a fragment.")
    if not all(_is_safe(url, local=local) for url in pages):
        raise _invalid("Every address begins with https://.")
    if len(_hosts((*pages, *asked.redirect_uris))) > 1:
        raise _invalid("All addresses have the same host.")


def _is_safe(url: str, *, local: bool) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if not parts.hostname or parts.fragment or "#" in url or parts.username or "\\" in url:
        return False
    # For trying things out on one's own machine, where this service has no https either.
    return parts.scheme == "https" or (
        local and parts.scheme == "http" and parts.hostname in _LOOPBACK
    )


def _hosts(urls: Iterable[str]) -> set[str | None]:
    return {urlsplit(url).hostname for url in urls}


def _invalid(sentence: str) -> OAuthError:
    return OAuthError("invalid_client_metadata", sentence)

"""Authorization details of the type openid_credential (RFC 9396; OpenID4VCI 1.0, section 5.1.1)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.oauth.errors import OAuthError
from app.oid4vci.configurations import configuration_of
from contexts import JsonObject

_TYPE = "openid_credential"
_MOST = 10


def asked_configurations(text: str | None) -> list[str]:
    """Read which credential configurations a client asks for. Raises OAuthError."""
    if text is None:
        return []
    try:
        details = json.loads(text)
        named = [(each["type"], each["credential_configuration_id"]) for each in details[:_MOST]]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise _refused() from None
    if not named or any(kind != _TYPE or not configuration_of(name) for kind, name in named):
        raise _refused()
    return [name for _, name in named]


def credential_details(
    configuration_ids: Sequence[str], award_ids: Sequence[str]
) -> tuple[JsonObject, ...]:
    """Name the credentials of these awards, in each of these configurations."""
    return tuple(
        {
            "type": _TYPE,
            "credential_configuration_id": name,
            "credential_identifiers": [credential_identifier(name, each) for each in award_ids],
        }
        for name in configuration_ids
    )


def credential_identifier(configuration_id: str, award_id: str) -> str:
    """Name the credential of one award in one configuration."""
    return f"{configuration_id}:{award_id}"


def _refused() -> OAuthError:
    return OAuthError(
        "invalid_authorization_details",
        f"Each has the type {_TYPE} and a credential_configuration_id of the metadata.",
    )

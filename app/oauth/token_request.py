"""A token request as the grants need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.oauth.clients import ClientCredentials
from app.oauth.errors import OAuthError


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRequest:
    """What came to the token endpoint."""

    form: Mapping[str, str]
    client: ClientCredentials
    key: str | None
    """Thumbprint of the key whose DPoP proof came along."""

    def needed(self, name: str) -> str:
        """Give a parameter. Raises OAuthError invalid_request when it is missing."""
        value = self.form.get(name)
        if value is None:
            raise OAuthError("invalid_request", f"The parameter {name} is missing.")
        return value

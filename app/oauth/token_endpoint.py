"""The grant types of the token endpoint: the whole list."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.oauth.code_grants import redeem_authorization_code, redeem_refresh_token
from app.oauth.errors import OAuthError
from app.oauth.token_request import TokenRequest
from app.oid4vci.offers import PRE_AUTHORIZED_CODE
from app.oid4vci.pre_authorized import redeem_pre_authorized_code
from app.services import Services

GRANT_TYPES: Mapping[str, Callable[[Services, TokenRequest], Mapping[str, Any]]] = {
    PRE_AUTHORIZED_CODE: redeem_pre_authorized_code,
    "authorization_code": redeem_authorization_code,
    "refresh_token": redeem_refresh_token,
}


def tokens_for(services: Services, request: TokenRequest) -> Mapping[str, Any]:
    """Answer a token request. Raises OAuthError."""
    redeem = GRANT_TYPES.get(request.needed("grant_type"))
    if redeem is None:
        raise OAuthError("unsupported_grant_type", f"Use one of: {', '.join(GRANT_TYPES)}.")
    return redeem(services, request)

"""What clients read first: the authorization server's metadata (RFC 8414)."""

from __future__ import annotations

from app.oauth.clients import METHODS
from app.oauth.dpop import ALGORITHMS
from app.oauth.pkce import METHOD
from app.oauth.scopes import SCOPES
from app.oauth.token_endpoint import GRANT_TYPES
from contexts import JsonObject


def authorization_server(public_url: str) -> JsonObject:
    """Describe the authorization server, which is the service itself."""
    return {
        "issuer": public_url,
        "authorization_endpoint": f"{public_url}/oauth/authorize",
        "token_endpoint": f"{public_url}/oauth/token",
        "pushed_authorization_request_endpoint": f"{public_url}/oauth/par",
        "registration_endpoint": f"{public_url}/oauth/register",
        "revocation_endpoint": f"{public_url}/oauth/revoke",
        "response_types_supported": ["code"],
        "grant_types_supported": list(GRANT_TYPES),
        "scopes_supported": list(SCOPES),
        "token_endpoint_auth_methods_supported": list(METHODS),
        "code_challenge_methods_supported": [METHOD],
        "authorization_response_iss_parameter_supported": True,
        "authorization_details_types_supported": ["openid_credential"],
        "dpop_signing_alg_values_supported": list(ALGORITHMS),
        # OpenID4VCI 1.0, section 12.3: its default would be false.
        "pre-authorized_grant_anonymous_access_supported": True,
    }

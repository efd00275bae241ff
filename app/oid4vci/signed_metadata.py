"""The credential issuer's metadata, signed (OpenID4VCI 1.0, section 12.2.3).

Signed with the key that the service signs its own statements with. Its certificate says of itself
that no authority stands behind it, unless the operator has given another (REPORT_KEY_FILE).
"""

from __future__ import annotations

from app.oid4vci.metadata import issuer_metadata
from app.services import Services

MEDIA_TYPE = "application/jwt"
_TYPE = "openidvci-issuer-metadata+jwt"


def signed_issuer_metadata(services: Services, issuer: str) -> str:
    """Give the metadata as a compact JWS; `issuer` is the path of the credential issuer."""
    metadata = issuer_metadata(services, issuer)
    claims = {
        "iss": services.settings.public_url,
        "sub": metadata["credential_issuer"],
        "iat": int(services.clock.now().timestamp()),
        **metadata,
    }
    return services.report_signer.sign_claims(claims, _TYPE)

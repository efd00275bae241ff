"""What wallets read first: the credential issuer's metadata (OpenID4VCI 1.0, section 12.2)."""

from __future__ import annotations

from app.oauth.metadata import authorization_server
from app.oid4vci.configurations import configurations_of, metadata_of
from app.oid4vci.credential_request import MOST_KEYS
from app.oid4vci.encryption import encryption_metadata
from app.oid4vci.habits import Habit
from app.oid4vci.tolerance import lets_through
from app.services import Services
from contexts import JsonObject

_DISPLAY = [{"name": "Dokazilo", "locale": "sl"}, {"name": "Dokazilo", "locale": "en"}]
_TOLD_TO_OLDER = ("issuer", "token_endpoint")


def issuer_metadata(services: Services, issuer: str) -> JsonObject:
    """Describe a credential issuer; `issuer` is its path."""
    public_url = services.settings.public_url
    endpoints = f"{public_url}{issuer}/oid4vci"
    metadata: JsonObject = {
        "credential_issuer": f"{public_url}{issuer}",
        "authorization_servers": [public_url],
        "credential_endpoint": f"{endpoints}/credential",
        "nonce_endpoint": f"{endpoints}/nonce",
        "deferred_credential_endpoint": f"{endpoints}/deferred",
        "notification_endpoint": f"{endpoints}/notification",
        **encryption_metadata(services),
        "batch_credential_issuance": {"batch_size": MOST_KEYS},
        "display": _DISPLAY,
        "credential_configurations_supported": {
            each.id: metadata_of(each, public_url) for each in configurations_of(issuer)
        },
    }
    if lets_through(services, Habit.ISSUER_METADATA):
        server = authorization_server(public_url)
        metadata |= {name: server[name] for name in _TOLD_TO_OLDER}
        metadata["authorization_details_types_supported"] = ["openid_credential"]
    return metadata

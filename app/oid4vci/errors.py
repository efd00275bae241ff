"""Refusals of the credential issuer (OpenID4VCI 1.0, sections 8.3.1.2, 9.3 and 11.3)."""

from __future__ import annotations

from typing import Any

from app.oauth.errors import OAuthError
from app.oid4vci.habits import Habit
from app.oid4vci.nonces import new_nonce
from app.oid4vci.tolerance import lets_through
from app.services import Services


def invalid_request(description: str) -> OAuthError:
    """Refuse a request that is not put together as it should be."""
    return OAuthError("invalid_credential_request", description)


def denied(description: str) -> OAuthError:
    """Refuse for good: asking again does not help."""
    return OAuthError("credential_request_denied", description)


def invalid_proof(services: Services, description: str) -> OAuthError:
    """Refuse a proof of a key."""
    return OAuthError("invalid_proof", description, **_nonce_for_older(services))


def invalid_nonce(services: Services) -> OAuthError:
    """Ask for a proof with a fresh nonce."""
    return OAuthError(
        "invalid_nonce",
        "The nonce is not ours, was used, or has ended: get another one.",
        **_nonce_for_older(services),
    )


def _nonce_for_older(services: Services) -> dict[str, Any]:
    if not lets_through(services, Habit.TOKEN_NONCE):
        return {}
    return {"c_nonce": new_nonce(services), "c_nonce_expires_in": 300}


def unknown(what: str) -> OAuthError:
    """Say that there is no such credential configuration, or identifier."""
    return OAuthError(f"unknown_credential_{what}", f"There is no such credential {what}.")

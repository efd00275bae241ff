"""Access and refresh tokens: made for a grant, and what a request that carries one may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request

from app.db import oauth_secrets, wallet_offers
from app.db.engine import Connection
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.oauth.dpop import ALGORITHMS, FRESH_FOR, ProofRefused, proven_key
from app.oauth.errors import OAuthError
from app.oauth.grant import Grant, grant_of
from app.services import Services

ACCESS_FOR = timedelta(minutes=15)
REFRESH_FOR = timedelta(days=30)


def grant_response(
    connection: Connection, services: Services, grant: Grant, *, refreshing: Grant | None
) -> dict[str, Any]:
    """Make tokens for a grant, as the token endpoint answers (RFC 6749, section 5.1).

    `refreshing`: what a refresh token is good for, which may be more; None for no such token.
    """
    now = services.clock.now()
    response: dict[str, Any] = {
        "access_token": keep_new(
            connection, services, SecretKind.ACCESS_TOKEN, grant, ends=now + ACCESS_FOR
        ),
        "token_type": "DPoP" if grant.key_thumbprint else "Bearer",
        "expires_in": int(ACCESS_FOR.total_seconds()),
    }
    if refreshing is not None:
        response["refresh_token"] = keep_new(
            connection, services, SecretKind.REFRESH_TOKEN, refreshing, ends=now + REFRESH_FOR
        )
    if grant.scopes:
        response["scope"] = " ".join(grant.scopes)
    if grant.details:
        response["authorization_details"] = list(grant.details)
    return response


def keep_new(
    connection: Connection,
    services: Services,
    kind: SecretKind,
    grant: Grant,
    *,
    ends: datetime,
    **more: Any,  # noqa: ANN401 - what else belongs to a value of this kind, as JSON
) -> str:
    """Make a random value that stands for a grant, and write down its hash."""
    value = services.ids.new_token()
    secret = KeptSecret(
        kind=kind, grant_id=grant.id, content={**grant.as_json(), **more}, expires_at=ends
    )
    oauth_secrets.keep(connection, value, secret, now=services.clock.now())
    return value


def permitted(request: Request, services: Services) -> Grant:
    """Find out what a request with an access token may do. Raises OAuthError 401.

    A token that is bound to a key needs the key's proof; one that is not, takes none.
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    scheme, token = scheme.lower(), token.strip()
    if scheme not in {"bearer", "dpop"} or not token:
        raise OAuthError(
            "invalid_token",
            "An access token is needed.",
            status=401,
            headers={"WWW-Authenticate": "Bearer, DPoP"},
        )
    now = services.clock.now()
    with services.database.read() as connection:
        kept = oauth_secrets.look_up(connection, SecretKind.ACCESS_TOKEN, token, now=now)
        grant = None if kept is None else living_grant(connection, kept)
    if grant is None:
        raise invalid_token("The access token is unknown, or has ended.")
    bound = grant.key_thumbprint
    if (scheme == "dpop") != (bound is not None):
        raise invalid_token("The token is to be sent as what it is: Bearer or DPoP.")
    if bound is not None and shown_key(request, services, access_token=token) != bound:
        raise invalid_token("The DPoP proof is of another key.")
    return grant


def living_grant(connection: Connection, kept: KeptSecret) -> Grant | None:
    """Give the grant that a code or token came of; None once its offer is withdrawn."""
    grant = grant_of(kept.grant_id, kept.content)
    if grant.offer_id is not None and wallet_offers.is_withdrawn(connection, grant.offer_id):
        return None
    return grant


def shown_key(
    request: Request, services: Services, *, access_token: str | None = None
) -> str | None:
    """Give the thumbprint of the key of the request's DPoP proof; None without one.

    Raises OAuthError invalid_dpop_proof.
    """
    proofs = request.headers.getlist("dpop")
    if not proofs:
        return None
    now = services.clock.now()
    if len(proofs) > 1:
        raise _bad_proof("There is more than one.", access_token)
    try:
        key, proof_id = proven_key(
            proofs[0],
            method=request.method,
            url=f"{services.settings.public_url}{request.url.path}",
            now=now,
            access_token=access_token,
        )
        _remember(services, f"{key} {proof_id}", now)
    except ProofRefused as refused:
        raise _bad_proof(str(refused), access_token) from None
    return key


def bound_to(grant: Grant, key: str | None) -> Grant:
    """Bind a grant's tokens to the key that was shown, if one was."""
    return replace(grant, key_thumbprint=key)


def invalid_token(description: str) -> OAuthError:
    """Refuse an access token (RFC 6750, section 3.1)."""
    challenge = (
        f'Bearer error="invalid_token", DPoP error="invalid_token", algs="{" ".join(ALGORITHMS)}"'
    )
    return OAuthError(
        "invalid_token", description, status=401, headers={"WWW-Authenticate": challenge}
    )


def _remember(services: Services, proof: str, now: datetime) -> None:
    secret = KeptSecret(
        kind=SecretKind.DPOP_PROOF, grant_id="", content={}, expires_at=now + 2 * FRESH_FOR
    )
    with services.database.write() as connection:
        if not oauth_secrets.use_up(connection, proof, secret, now=now):
            raise ProofRefused("It was used before.")


def _bad_proof(why: str, access_token: str | None) -> OAuthError:
    if access_token is None:
        return OAuthError("invalid_dpop_proof", why)
    challenge = f'DPoP error="invalid_dpop_proof", algs="{" ".join(ALGORITHMS)}"'
    return OAuthError(
        "invalid_dpop_proof", why, status=401, headers={"WWW-Authenticate": challenge}
    )

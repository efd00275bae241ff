"""Tokens for a pre-authorized code: whoever has it, and the transaction code, is the learner.

OpenID4VCI 1.0, sections 6.1 and 6.3. Anybody's wallet may ask, without being registered.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.db import oauth_secrets, wallet_offers
from app.db.engine import Connection
from app.db.oauth_secrets import KeptSecret, SecretKind
from app.db.wallet_offers import Offer
from app.oauth.clients import unregistered
from app.oauth.details import asked_configurations, credential_details
from app.oauth.errors import OAuthError
from app.oauth.grant import Grant, grant_of
from app.oauth.token_request import TokenRequest
from app.oauth.tokens import bound_to, grant_response
from app.oid4vci.offers import hash_of_tx_code
from app.services import Services

_REFUSED = "The code is unknown, used or ended, or the transaction code is another one."


def redeem_pre_authorized_code(services: Services, request: TokenRequest) -> Mapping[str, Any]:
    """Give tokens for a code, once. A wrong transaction code leaves the code as it is.

    Raises OAuthError.
    """
    code = request.needed("pre-authorized_code")
    with services.database.write() as connection:
        kept, offer = _offered(connection, services, code)
        if kept is None or offer is None:
            raise OAuthError("invalid_grant", _REFUSED)
        _require_tx_code_or_none(offer, request)
        right = _is_right(connection, services, offer, request.form.get("tx_code"))
        now = services.clock.now()
        # Used up by whoever comes first, in the transaction that makes the token.
        if right and oauth_secrets.redeem(connection, kept.kind, code, now=now):
            grant = _told(_grant(kept, offer, request), request)
            standing = wallet_offers.standing_of(connection, offer.award_id)
            # What is not issued yet may take longer than an access token lives.
            waits = standing is None or standing.credential_id is None
            return grant_response(connection, services, grant, refreshing=grant if waits else None)
    raise OAuthError("invalid_grant", _REFUSED)


def _offered(
    connection: Connection, services: Services, code: str
) -> tuple[KeptSecret | None, Offer | None]:
    now = services.clock.now()
    kind = SecretKind.PRE_AUTHORIZED_CODE
    kept = oauth_secrets.look_up(connection, kind, code, now=now)
    if kept is None:
        return None, None
    return kept, wallet_offers.by_id(connection, kept.content["offer_id"], now=now)


def _require_tx_code_or_none(offer: Offer, request: TokenRequest) -> None:
    """Refuse a request whose form is wrong (section 6.3); nothing is counted for it."""
    if offer.tx_code_hash is None and "tx_code" in request.form:
        raise OAuthError("invalid_request", "This offer has no transaction code.")
    if offer.tx_code_hash is not None:
        request.needed("tx_code")


def _is_right(
    connection: Connection, services: Services, offer: Offer, tx_code: str | None
) -> bool:
    if offer.tx_code_hash is None or tx_code is None:
        return offer.tx_code_hash is None
    # Counted before it is looked at: requests at the same time do not get more tries.
    if not wallet_offers.count_attempt(connection, offer.id):
        return False
    right = hmac.compare_digest(hash_of_tx_code(services, offer.id, tx_code), offer.tx_code_hash)
    if right:
        wallet_offers.forgive_attempts(connection, offer.id)
    return right


def _grant(kept: KeptSecret, offer: Offer, request: TokenRequest) -> Grant:
    grant = bound_to(grant_of(kept.grant_id, kept.content), request.key)
    client_id = request.client.client_id
    named = None if client_id is None else unregistered(client_id)
    return replace(grant, client_id=named, scopes=offer.configuration_ids)


def _told(grant: Grant, request: TokenRequest) -> Grant:
    """Name credentials one by one where the wallet asks so (section 6.2)."""
    asked = asked_configurations(request.form.get("authorization_details"))
    if not asked:
        return grant
    if not set(asked) <= set(grant.scopes):
        raise OAuthError("invalid_request", "The offer does not hold this configuration.")
    return replace(grant, scopes=tuple(asked), details=credential_details(asked, grant.award_ids))

"""What is not issued yet: the wallet's keys are kept, and it comes back (OpenID4VCI 1.0, 9)."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta

from app.db import oauth_secrets, places
from app.db.engine import Connection
from app.db.oauth_secrets import SecretKind
from app.db.wallet_offers import seal_of_learner
from app.oauth.errors import OAuthError
from app.oauth.grant import Grant
from app.oauth.tokens import REFRESH_FOR, keep_new
from app.oid4vci.configurations import CredentialConfiguration, configuration_of
from app.services import Services
from contexts import JsonObject
from issuer.holder_binding import Holder, holder_of_method

INTERVAL = timedelta(minutes=5)
"""How long a wallet waits before it asks again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferred:
    """A request that waits."""

    award_id: str
    configuration: CredentialConfiguration
    holders: tuple[Holder, ...]


def defer(
    services: Services,
    grant: Grant,
    deferred: Deferred,
) -> JsonObject:
    """Keep a request until the credential is issued; give what the wallet comes back with."""
    with services.database.write() as connection:
        waiting_id = services.ids.new_id()
        transaction_id = keep_new(
            connection,
            services,
            SecretKind.TRANSACTION,
            grant,
            ends=services.clock.now() + REFRESH_FOR,
            waiting_id=waiting_id,
            award_id=deferred.award_id,
            configuration_id=deferred.configuration.id,
            holders_sealed=_sealed(connection, services, waiting_id, deferred),
        )
    return waiting(transaction_id)


def waiting(transaction_id: str) -> JsonObject:
    """Tell a wallet to come back."""
    return {"transaction_id": transaction_id, "interval": int(INTERVAL.total_seconds())}


def deferred_of(services: Services, grant: Grant, transaction_id: str) -> Deferred:
    """Find a request that waits. Raises OAuthError invalid_transaction_id."""
    now = services.clock.now()
    with services.database.read() as connection:
        kept = oauth_secrets.look_up(connection, SecretKind.TRANSACTION, transaction_id, now=now)
        if kept is None or kept.grant_id != grant.id:
            raise OAuthError("invalid_transaction_id", "It is unknown, was answered, or has ended.")
        content = kept.content
        seal = seal_of_learner(connection, services.vault, content["award_id"])
        sealed = base64.b64decode(content["holders_sealed"])
        dids = json.loads(seal.open(sealed, place=places.waiting_wallet(content["waiting_id"])))
    configuration = configuration_of(content["configuration_id"])
    if configuration is None:
        raise OAuthError("invalid_transaction_id", "This configuration is not offered any more.")
    return Deferred(
        award_id=content["award_id"],
        configuration=configuration,
        holders=tuple(holder_of_method(did, now=now) for did in dids),
    )


def answered(services: Services, transaction_id: str) -> None:
    """End a request that waited: it was answered with credentials."""
    with services.database.write() as connection:
        oauth_secrets.redeem(
            connection, SecretKind.TRANSACTION, transaction_id, now=services.clock.now()
        )


def _sealed(connection: Connection, services: Services, waiting_id: str, deferred: Deferred) -> str:
    # The DID of a learner's wallet is personal: it goes when the learner's key goes.
    seal = seal_of_learner(connection, services.vault, deferred.award_id)
    dids = json.dumps([holder.did for holder in deferred.holders]).encode()
    return base64.b64encode(seal.close(dids, place=places.waiting_wallet(waiting_id))).decode()

"""From a request of a wallet to copies of the credential, or to the word that it has to wait.

OpenID4VCI 1.0, sections 8 (credential) and 9 (deferred).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.claims.claiming import note_claimed
from app.db import wallet_offers
from app.db.engine import Connection
from app.db.oauth_secrets import SecretKind
from app.db.wallet_offers import Standing
from app.holder_copies.issuing import copy_for
from app.oauth.grant import Grant
from app.oauth.tokens import keep_new
from app.oid4vci.configurations import CredentialConfiguration
from app.oid4vci.errors import denied
from app.services import Services
from contexts import JsonObject
from issuer.errors import FormatUnsuitable, HolderMismatch, NotFound, WrongState
from issuer.holder_binding import Holder
from issuer.model.award import AwardState
from issuer.model.holder_copy import Channel, CopyFormat, HolderCopy

TOLD_FOR = timedelta(days=30)
"""So long a wallet can tell what became of its copies."""


def standing(services: Services, award_id: str) -> Standing:
    """Tell how far the award has come that a wallet asks for. Raises OAuthError."""
    with services.database.read() as connection:
        found = wallet_offers.standing_of(connection, award_id)
    if found is None or found.state is AwardState.DECLINED:
        raise denied("There will be no such credential.")
    return found


def delivered(
    services: Services,
    grant: Grant,
    configuration: CredentialConfiguration,
    credential_id: str,
    holders: Sequence[Holder],
) -> JsonObject:
    """Give a copy for each holder, with the id under which the wallet can tell what became of them.

    Raises OAuthError.
    """
    copies = [_copy(services, credential_id, configuration.copy_format, one) for one in holders]

    def note(connection: Connection) -> str:
        note_claimed(connection, services, credential_id)
        return _notification_id(connection, services, grant, copies)

    return {
        "credentials": [{"credential": _value(each)} for each in copies],
        "notification_id": services.database.write_together(note),
    }


def _copy(
    services: Services, credential_id: str, copy_format: CopyFormat, holder: Holder
) -> HolderCopy:
    """Give one copy, or refuse it in the words of the protocol. Raises OAuthError."""
    channel = Channel.OID4VCI
    try:
        return copy_for(
            services, credential_id, holder=holder, copy_format=copy_format, channel=channel
        )
    except (WrongState, HolderMismatch, NotFound, FormatUnsuitable) as error:
        raise denied(error.sentence) from None


def _notification_id(
    connection: Connection, services: Services, grant: Grant, copies: Sequence[HolderCopy]
) -> str:
    return keep_new(
        connection,
        services,
        SecretKind.NOTIFICATION,
        grant,
        ends=services.clock.now() + TOLD_FOR,
        copies=[each.id for each in copies],
    )


def _value(copy: HolderCopy) -> Any:  # noqa: ANN401 - an object or a text, by the format
    """Give a copy as a wallet takes it (appendix A)."""
    if copy.signed is None:
        raise LookupError("A copy is given out when it is signed.")
    if copy.format is CopyFormat.LDP_VC:
        return json.loads(copy.signed.body)
    return copy.signed.body.decode()

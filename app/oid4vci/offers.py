"""Offers: what a learner's wallet is told so that it can ask for the credential.

OpenID4VCI 1.0, section 4. A code lives for minutes, an offer as long as the school wants: each
time a wallet opens it, it gets a fresh code.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote

from app.db import credentials, wallet_offers
from app.db.engine import Connection
from app.db.oauth_secrets import SecretKind
from app.db.wallet_offers import Offer
from app.holder_copies.givable import require_givable
from app.oauth.grant import Grant
from app.oauth.tokens import keep_new
from app.oid4vci.configurations import COMMON, configurations_of
from app.services import Services
from contexts import JsonObject
from issuer.errors import FormatUnsuitable, NotFound
from issuer.model.holder_copy import CopyFormat
from issuer.sd_jwt_vc.learning_claims import can_be_said

PRE_AUTHORIZED_CODE = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
SCHEME = "openid-credential-offer://"
TX_CODE_DIGITS = 6

_LEARNING = (CopyFormat.SD_JWT_VC, CopyFormat.EUDI_SD_JWT_VC)
_CODE_FOR = timedelta(minutes=5)
_STATE_FOR = timedelta(hours=1)
_TX_CODE: JsonObject = {
    "input_mode": "numeric",
    "length": TX_CODE_DIGITS,
    "description": "Koda, ki jo vidite ob ponudbi. / The code shown beside the offer.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How something is offered."""

    ends: datetime
    with_tx_code: bool
    """The learner has to type in a code that they get by another way."""
    with_login: bool = False
    """A wallet may also begin with the learner logging in: only for wallets that are registered."""
    issuer: str = COMMON
    """The path of the credential issuer."""
    configuration_ids: Sequence[str] = ()
    """None: all that this issuer has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOffer:
    """A new offer, with what is told once and kept nowhere."""

    offer: Offer
    secret: str = field(repr=False)
    tx_code: str | None = field(repr=False)
    address: str = field(repr=False)
    """Where a wallet fetches it: the `credential_offer_uri`."""

    @property
    def link(self) -> str:
        """Give what opens a wallet, by reference: for a button and a QR code."""
        return f"{SCHEME}?credential_offer_uri={quote(self.address, safe='')}"


def make_offer(
    connection: Connection,
    services: Services,
    award_id: str,
    terms: Terms,
) -> MadeOffer:
    """Offer the credential of an award, issued or not yet.

    Raises WrongState (suspended or revoked), CredentialEnded, FormatUnsuitable.
    """
    _require_givable(connection, services, award_id)
    offer_id = services.ids.new_id()
    secret = services.ids.new_token()
    tx_code = _new_tx_code(services) if terms.with_tx_code else None
    offer = Offer(
        id=offer_id,
        award_id=award_id,
        configuration_ids=_configurations(connection, award_id, terms),
        issuer=terms.issuer,
        expires_at=terms.ends,
        tx_code_hash=None if tx_code is None else hash_of_tx_code(services, offer_id, tx_code),
    )
    wallet_offers.add(connection, offer, secret, now=services.clock.now())
    address = f"{services.settings.public_url}/oid4vci/offers/{secret}"
    if terms.with_login:
        address += "?login=1"
    return MadeOffer(offer=offer, secret=secret, tx_code=tx_code, address=address)


def _require_givable(connection: Connection, services: Services, award_id: str) -> None:
    standing = wallet_offers.standing_of(connection, award_id)
    if standing is not None and standing.credential_id is not None:
        credential = credentials.by_id(connection, services.vault, standing.credential_id)
        require_givable(credential, services.clock.now())


def _configurations(connection: Connection, award_id: str, terms: Terms) -> tuple[str, ...]:
    """Leave out what would have to say more than the award's programme does."""
    content = wallet_offers.programme_of(connection, award_id)
    possible = tuple(
        each.id
        for each in configurations_of(terms.issuer)
        if each.copy_format not in _LEARNING or can_be_said(content)
    )
    if not possible or not set(terms.configuration_ids) <= set(possible):
        raise FormatUnsuitable(
            "The programme does not say all that a European learning credential has to say."
        )
    return tuple(terms.configuration_ids) or possible


def opened_offer(services: Services, secret: str, *, with_login: bool) -> JsonObject:
    """Give an offer as a wallet reads it, with a fresh code. Raises NotFound."""
    with services.database.write() as connection:
        offer = wallet_offers.by_secret(connection, secret, now=services.clock.now())
        if offer is None:
            raise NotFound("This offer has ended. Open your credential's page for a new one.")
        return offer_document(connection, services, offer, with_login=with_login)


def offer_document(
    connection: Connection, services: Services, offer: Offer, *, with_login: bool = False
) -> JsonObject:
    """Write an offer as a wallet reads it (section 4.1.1), with codes that are good for once."""
    now = services.clock.now()
    grant = Grant(
        id=services.ids.new_id(),
        offer_id=offer.id,
        scopes=offer.configuration_ids,
        award_ids=(offer.award_id,),
    )
    code = keep_new(
        connection, services, SecretKind.PRE_AUTHORIZED_CODE, grant, ends=now + _CODE_FOR
    )
    asked = {} if offer.tx_code_hash is None else {"tx_code": _TX_CODE}
    grants: JsonObject = {PRE_AUTHORIZED_CODE: {"pre-authorized_code": code, **asked}}
    if with_login:
        state = keep_new(
            connection, services, SecretKind.ISSUER_STATE, grant, ends=now + _STATE_FOR
        )
        grants["authorization_code"] = {"issuer_state": state}
    return {
        "credential_issuer": f"{services.settings.public_url}{offer.issuer}",
        "credential_configuration_ids": list(offer.configuration_ids),
        "grants": grants,
    }


def link_by_value(document: JsonObject) -> str:
    """Give what opens a wallet, with the offer in it: too long for a QR code."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return f"{SCHEME}?credential_offer={quote(text, safe='')}"


def hash_of_tx_code(services: Services, offer_id: str, tx_code: str) -> bytes:
    """Hash a transaction code with a key: six digits could be tried out."""
    return services.vault.lookup(tx_code, purpose=f"transaction code of {offer_id}")


def _new_tx_code(services: Services) -> str:
    return "".join(str(services.ids.random_index(10)) for _ in range(TX_CODE_DIGITS))

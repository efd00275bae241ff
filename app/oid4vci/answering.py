"""The credential and deferred endpoints: who asks, for what, with which keys, and the answer."""

from __future__ import annotations

from app.oauth.grant import Grant
from app.oid4vci.configurations import CredentialConfiguration, configuration_of
from app.oid4vci.credential_request import CredentialRequest, read_body, read_request
from app.oid4vci.deferring import Deferred, answered, defer, deferred_of, waiting
from app.oid4vci.delivering import delivered, standing
from app.oid4vci.errors import denied, invalid_request, unknown
from app.oid4vci.holders import proven_holders
from app.services import Services
from contexts import JsonObject

DEFERRED = "transaction_id"
"""The member of an answer that says: come back."""


def answer_request(services: Services, grant: Grant, body: bytes, *, issuer: str) -> JsonObject:
    """Answer a credential request: with credentials, or with a transaction id.

    `issuer` is the path of the credential issuer that is asked. Raises OAuthError.
    """
    request = read_request(services, body)
    configuration, award_id = _asked(grant, request)
    if configuration.issuer != issuer:
        raise unknown("configuration")
    if configuration.needs_attestation and grant.key_thumbprint is None:
        # HAIP 1.0, section 4: whoever steals such a token can do nothing with it.
        raise denied("The access token has to be bound to a key of the wallet (DPoP).")
    come = standing(services, award_id)
    holders = proven_holders(services, request, configuration, grant)
    if come.credential_id is None:
        waits = Deferred(award_id=award_id, configuration=configuration, holders=holders)
        return defer(services, grant, waits)
    return delivered(services, grant, configuration, come.credential_id, holders)


def answer_deferred(services: Services, grant: Grant, body: bytes) -> JsonObject:
    """Answer a wallet that comes back. Raises OAuthError."""
    transaction_id = read_body(body).get(DEFERRED)
    if not isinstance(transaction_id, str):
        raise invalid_request(f"{DEFERRED} is missing.")
    waits = deferred_of(services, grant, transaction_id)
    come = standing(services, waits.award_id)
    if come.credential_id is None:
        return waiting(transaction_id)
    answer = delivered(services, grant, waits.configuration, come.credential_id, waits.holders)
    answered(services, transaction_id)
    return answer


def _asked(grant: Grant, request: CredentialRequest) -> tuple[CredentialConfiguration, str]:
    """Find out which credential is asked for, and that it was granted (section 8.2)."""
    if request.identifier is not None:
        return _identified(grant, request.identifier)
    if grant.details:
        raise invalid_request("Send a credential_identifier of the token response.")
    configuration = configuration_of(request.configuration_id)
    if configuration is None:
        raise unknown("configuration")
    if configuration.id not in grant.scopes or len(grant.award_ids) != 1:
        raise denied("The access token is not for this configuration.")
    return configuration, grant.award_ids[0]


def _identified(grant: Grant, identifier: str) -> tuple[CredentialConfiguration, str]:
    for detail in grant.details:
        if identifier in detail["credential_identifiers"]:
            configuration = configuration_of(detail["credential_configuration_id"])
            if configuration is not None:
                return configuration, identifier.rpartition(":")[2]
    raise unknown("identifier")

"""Which keys a request shows, each by a proof of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from app.oauth.clients import is_client
from app.oauth.grant import Grant
from app.oid4vci.configurations import CredentialConfiguration
from app.oid4vci.credential_request import CredentialRequest
from app.oid4vci.errors import invalid_nonce, invalid_proof
from app.oid4vci.habits import OF_PROOFS
from app.oid4vci.nonces import use_nonces
from app.oid4vci.tolerance import lets_through
from app.oid4vci.wallet_providers import provider_authorities
from app.services import Services
from contexts import JsonObject
from issuer.holder_binding import Holder
from issuer.key_attestation import attested_holders
from issuer.key_proof import Expected, KeyProof, KeyProofRefused, check_key_proof
from issuer.presented_proof import check_presented_proof


def proven_holders(
    services: Services,
    request: CredentialRequest,
    configuration: CredentialConfiguration,
    grant: Grant,
) -> tuple[Holder, ...]:
    """Check every proof, then use up their nonce. Raises OAuthError."""
    if request.proof_type not in configuration.proof_types:
        offered = ", ".join(configuration.proof_types)
        raise invalid_proof(services, f"Send proofs of the type {offered}.")
    proofs = [
        _checked(services, each, configuration, grant) for each in _of_type(services, request)
    ]
    if not use_nonces(services, {proof.nonce for proof in proofs}):
        raise invalid_nonce(services)
    if configuration.needs_attestation:
        return _attested(services, proofs)
    return tuple(proof.holder for proof in proofs)


def _of_type(services: Services, request: CredentialRequest) -> Iterator[str | JsonObject]:
    """Give the proofs, each of the form that its type has."""
    form = _FORMS[request.proof_type]
    for each in request.proofs:
        if not isinstance(each, form):
            raise invalid_proof(services, f"A proof of this type is no {type(each).__name__}.")
        yield each


_FORMS: Mapping[str, type[str | dict[str, Any]]] = {"jwt": str, "di_vp": dict}


def _attested(services: Services, proofs: Sequence[KeyProof]) -> tuple[Holder, ...]:
    """Give all keys that the wallet's provider vouches for, of which the wallet has shown one.

    OpenID4VCI 1.0, appendix F.1: a credential for each of them.
    """
    if len(proofs) != 1:
        raise invalid_proof(services, "Send one proof: its attestation names all your keys.")
    now, authorities = services.clock.now(), provider_authorities(services)
    try:
        holders = attested_holders(proofs[0].attestation, authorities, now=now)
    except KeyProofRefused as refused:
        raise invalid_proof(services, str(refused)) from None
    if proofs[0].holder.thumbprint not in {each.thumbprint for each in holders}:
        raise invalid_proof(services, "The key that was shown is not among those attested.")
    return holders


def _checked(
    services: Services, text: str | JsonObject, configuration: CredentialConfiguration, grant: Grant
) -> KeyProof:
    expected = Expected(
        audience=f"{services.settings.public_url}{configuration.issuer}",
        algorithms=tuple(configuration.proof_types["jwt"]["proof_signing_alg_values_supported"]),
        is_client=partial(is_client, grant.client_id),
        now=services.clock.now(),
    )
    switched_on = services.settings.legacy_wallets
    allowed = frozenset(part for habit, part in OF_PROOFS.items() if habit in switched_on)
    try:
        if isinstance(text, dict):
            return check_presented_proof(text, expected)
        proof = check_key_proof(text, expected, allowed=allowed)
    except KeyProofRefused as refused:
        raise invalid_proof(services, str(refused)) from None
    for habit, part in OF_PROOFS.items():
        if part in proof.departures:
            lets_through(services, habit)
    return proof

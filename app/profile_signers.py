"""The keys a profile signs with now, opened: one of each algorithm."""

from __future__ import annotations

from functools import partial

from app.db import key_certificates, signing_keys
from app.db.engine import Connection
from app.keys.signers import signers_for
from app.services import Services
from issuer.errors import NoSigningKey
from issuer.model.organisation import KeyAlgorithm, Profile
from issuer.signer import Signer
from issuer.signing import keys_in_use
from issuer.token_signing import TokenSigner


def signer_in_use(
    services: Services, connection: Connection, profile: Profile, algorithm: KeyAlgorithm
) -> Signer:
    """Open the key of an algorithm that a profile signs with now. Raises NoSigningKey."""
    keys = keys_in_use(signing_keys.of_profile(connection, profile.id), services.clock.now())
    wanted = tuple(key for key in keys if key.algorithm is algorithm)
    if not wanted:
        raise NoSigningKey(f"The profile {profile.slug} has no {algorithm.value} key in use.")
    sealed = partial(signing_keys.private_sealed, connection)
    return signers_for(wanted, services.vault, sealed, services.opened_keys)[algorithm]


def token_signer(services: Services, connection: Connection, profile: Profile) -> TokenSigner:
    """Open the key that signs a profile's tokens, with its certificates. Raises NoSigningKey."""
    signer = signer_in_use(services, connection, profile, KeyAlgorithm.P256)
    held = key_certificates.get(connection, signer.key.id)
    if held is None or held.expires_at <= services.clock.now():
        return TokenSigner(signer)
    return TokenSigner(signer, held.chain)

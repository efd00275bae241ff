"""Certificates for the demonstration's keys: SD-JWT VCs that wallets like Credo's can check."""

from __future__ import annotations

from datetime import timedelta

from cryptography.hazmat.primitives.serialization import Encoding

from app.db import key_certificates, profiles
from app.db.engine import Connection
from app.demo.authorities import authorities
from app.demo.pki.roles import token_certificate
from app.profile_signers import signer_in_use
from app.services import Services
from app.token_certificates import enter_certificate
from issuer.errors import NoSigningKey
from issuer.model.organisation import KeyAlgorithm, Profile
from issuer.model.text import in_language
from issuer.sd_jwt_vc.identifier import https_issuer

_RENEWED_BEFORE = timedelta(days=90)


def give_certificates(services: Services) -> None:
    """Certify the key in use of every profile that has no certificate, or an old one of ours."""
    with services.database.write() as connection:
        for profile in profiles.public(connection):
            _certify(services, connection, profile)


def _certify(services: Services, connection: Connection, profile: Profile) -> None:
    now = services.clock.now()
    try:
        key = signer_in_use(services, connection, profile, KeyAlgorithm.P256).key
    except NoSigningKey:
        return  # somebody retired it and made no other
    authority = authorities(services, connection).authority
    held = key_certificates.get(connection, key.id)
    if held is not None and (
        held.chain[-1] != authority.der or held.expires_at > now + _RENEWED_BEFORE
    ):
        return  # it is somebody's own, or good for a while
    holder, issuer = in_language(profile.name, "sl"), https_issuer(profile)
    certificate = token_certificate(authority, now, holder, issuer, key.public_key)
    chain = (certificate.public_bytes(Encoding.DER), authority.der)
    enter_certificate(services, connection, profile, key, chain)

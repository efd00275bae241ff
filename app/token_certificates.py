"""The certificate of the key that signs a profile's SD-JWT VCs: asked for, installed, told of."""

from __future__ import annotations

from dataclasses import dataclass

from app.db import audit, key_certificates, profiles, status_list_tokens
from app.db.engine import Connection
from app.db.key_certificates import KeyCertificate
from app.keys.key_uri import KeyUnusable
from app.keys.token_certificates import Applicant, certificate_request, chain_from_pem
from app.profile_signers import signer_in_use
from app.services import Services
from issuer.errors import InvalidContent, NotFound
from issuer.faults import Fault
from issuer.model.organisation import Actor, KeyAlgorithm, Profile, SigningKey
from issuer.model.text import in_language
from issuer.rendering.profile import country_code
from issuer.sd_jwt_vc.certificate_rules import certificate_fault, certificate_faults
from issuer.sd_jwt_vc.identifier import https_issuer
from verifier.securing.pki.certificates import (
    CertificateFacts,
    MalformedCertificate,
    certificate_facts,
)


@dataclass(frozen=True, slots=True)
class TokenCertificate:
    """What a key's certificate says."""

    key: SigningKey
    facts: CertificateFacts
    chain_length: int
    """Certificates that tokens carry: the key's own and those above it, without the root."""


def request_certificate(services: Services, actor: Actor, profile_id: str) -> str:
    """Write a request for a certificate of the key in use, in PEM.

    Raises NotFound, NoSigningKey.
    """
    with services.database.read() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        signer = signer_in_use(services, connection, profile, KeyAlgorithm.P256)
    applicant = Applicant(
        organisation=in_language(profile.name, "sl"),
        country=country_code(profile.country),
        issuer=https_issuer(profile),
    )
    return certificate_request(signer, applicant)


def install_certificate(
    services: Services, actor: Actor, profile_id: str, certificates: str
) -> TokenCertificate:
    """Let tokens carry the certificate of the key in use, in place of an earlier one.

    `certificates` in PEM: the key's own and the authorities above it, in any order; a root among
    them is left out. Status lists are signed anew. Raises NotFound, NoSigningKey, InvalidContent.
    """
    with services.database.write() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        key = signer_in_use(services, connection, profile, KeyAlgorithm.P256).key
        chain = _checked(services, profile, key, certificates)
        enter_certificate(services, connection, profile, key, chain)
        _write_down(services, connection, profile, actor, key)
    return TokenCertificate(key, certificate_facts(chain[0]), len(chain))


def enter_certificate(
    services: Services,
    connection: Connection,
    profile: Profile,
    key: SigningKey,
    chain: tuple[bytes, ...],
) -> None:
    """Keep a chain that was checked, and have status lists signed anew with it."""
    now, ends = services.clock.now(), certificate_facts(chain[0]).valid_until
    key_certificates.save(connection, KeyCertificate(key.id, chain, ends, now))
    status_list_tokens.outdate(connection, profile.id, now=now)


def certificate_in_use(services: Services, actor: Actor, profile_id: str) -> TokenCertificate:
    """Tell of the certificate of the key in use. Raises NotFound, NoSigningKey."""
    with services.database.read() as connection:
        profile = profiles.get(connection, profile_id, organisation_id=actor.organisation_id)
        key = signer_in_use(services, connection, profile, KeyAlgorithm.P256).key
        held = key_certificates.get(connection, key.id)
    if held is None:
        raise NotFound("The key in use has no certificate.")
    return TokenCertificate(key, certificate_facts(held.chain[0]), len(held.chain))


def _checked(
    services: Services, profile: Profile, key: SigningKey, certificates: str
) -> tuple[bytes, ...]:
    try:
        chain = chain_from_pem(certificates, key)
        faults = tuple(
            certificate_faults(chain[0], https_issuer(profile), now=services.clock.now())
        )
    except KeyUnusable:
        faults = (certificate_fault("CERTIFICATE_OF_OTHER_KEY"),)
    except (ValueError, MalformedCertificate):
        faults = (certificate_fault("CERTIFICATES_UNREADABLE"),)
    if faults:
        raise _refused(faults)
    return chain


def _refused(faults: tuple[Fault, ...]) -> InvalidContent:
    return InvalidContent(faults[0].sentence["en"], faults=faults)


def _write_down(
    services: Services, connection: Connection, profile: Profile, actor: Actor, key: SigningKey
) -> None:
    happening = audit.Happening(
        action="profile.token-certificate-installed",
        subject_kind="profile",
        subject_id=profile.id,
        organisation_id=profile.organisation_id,
        detail={"key": key.fragment},
    )
    audit.append(connection, happening, actor, at=services.clock.now())

"""May this certificate seal for this school? Asked before every use, not after the complaint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from issuer.errors import DomainError
from issuer.model.text import Text
from verifier.securing.jades import CertificateFacts

_USES = ("digital_signature", "non_repudiation")


@dataclass(frozen=True, slots=True)
class CertificateFault:
    """One reason why a certificate may not seal."""

    code: str
    sentence: Text


class SealCertificateRefused(DomainError):
    """The certificate may not seal for this profile; `faults` say why in both languages."""

    code = "SEAL_CERTIFICATE_REFUSED"

    def __init__(self, faults: tuple[CertificateFault, ...]) -> None:
        super().__init__(" ".join(fault.sentence["en"] for fault in faults))
        self.faults = faults


def check_certificate(
    facts: CertificateFacts, *, legal_identifier: str | None, now: datetime
) -> None:
    """Raise SealCertificateRefused unless the certificate may seal for the profile now.

    `legal_identifier` is the profile's organizationIdentifier, as in VATSI-12345678. Qualified
    certificates are not demanded: what a seal is worth is told, not hidden.
    """
    faults = certificate_faults(facts, legal_identifier=legal_identifier, now=now)
    if faults:
        raise SealCertificateRefused(faults)


def certificate_faults(
    facts: CertificateFacts, *, legal_identifier: str | None, now: datetime
) -> tuple[CertificateFault, ...]:
    """Give every reason why the certificate may not seal; none is good."""
    names = {
        "SEAL_EXPIRED": now > facts.valid_until,
        "SEAL_NOT_YET_VALID": now < facts.valid_from,
        "SEAL_KEY_USAGE": not facts.key_usage.intersection(_USES),
        "SEAL_NOT_FOR_SEALS": not facts.claims_eseal,
        "SEAL_ORGANISATION_MISSING": facts.organisation_identifier is None,
        "SEAL_ORGANISATION_UNKNOWN": legal_identifier is None,
        "SEAL_ORGANISATION_OTHER": None not in (facts.organisation_identifier, legal_identifier)
        and facts.organisation_identifier != legal_identifier,
    }
    values = {
        "until": f"{facts.valid_until:%Y-%m-%d}",
        "since": f"{facts.valid_from:%Y-%m-%d}",
        "theirs": facts.organisation_identifier or "",
        "ours": legal_identifier or "",
    }
    return tuple(
        CertificateFault(code, {"sl": sl.format(**values), "en": en.format(**values)})
        for code, (sl, en) in SENTENCES.items()
        if names[code]
    )


SENTENCES: dict[str, tuple[str, str]] = {
    "SEAL_EXPIRED": (
        "Potrdilo za žig je poteklo {until}. Pridobite novo.",
        "The certificate of the seal expired on {until}. Get a new one.",
    ),
    "SEAL_NOT_YET_VALID": (
        "Potrdilo za žig velja šele od {since}.",
        "The certificate of the seal is valid only from {since}.",
    ),
    "SEAL_KEY_USAGE": (
        "Potrdilo ni za podpisovanje (digitalSignature, nonRepudiation).",
        "The certificate is not for signing (digitalSignature, nonRepudiation).",
    ),
    "SEAL_NOT_FOR_SEALS": (
        "Potrdilo ni za elektronske žige (QcType eseal). Pridobite potrdilo za žig.",
        "The certificate is not for electronic seals (QcType eseal). Get one for seals.",
    ),
    "SEAL_ORGANISATION_MISSING": (
        "Potrdilo ne pove, čigavo je (organizationIdentifier, 2.5.4.97).",
        "The certificate does not say whose it is (organizationIdentifier, 2.5.4.97).",
    ),
    "SEAL_ORGANISATION_UNKNOWN": (
        "Profil nima identifikatorja eIDAS. Vpišite ga, na primer VATSI-12345678.",
        "The profile has no eIDAS identifier. Enter it, for example VATSI-12345678.",
    ),
    "SEAL_ORGANISATION_OTHER": (
        "Potrdilo je od {theirs}, profil pa je {ours}. Uporabite potrdilo te organizacije.",
        "The certificate is of {theirs}, and the profile is {ours}. Use that organisation's.",
    ),
}

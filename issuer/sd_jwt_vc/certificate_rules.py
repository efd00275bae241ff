"""What the certificate of a key for tokens has to say (HAIP 1.0, section 6.1.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from issuer.faults import Fault
from verifier.securing.pki.certificates import facts_of, read_certificate
from verifier.securing.pki.names import alternative_names, may_sign


def certificate_faults(der: bytes, issuer: str, *, now: datetime) -> Iterator[Fault]:
    """Say what stands against a certificate, for the https address of its issuer.

    Raises MalformedCertificate.
    """
    certificate = read_certificate(der)
    facts = facts_of(certificate)
    dns, uris = alternative_names(certificate)
    if certificate.subject == certificate.issuer:
        yield certificate_fault("CERTIFICATE_SELF_SIGNED")
    if issuer not in uris and urlsplit(issuer).hostname not in dns:
        yield certificate_fault("CERTIFICATE_NAMES_OTHER", issuer=issuer)
    if not may_sign(certificate) or certificate.ca:
        yield certificate_fault("CERTIFICATE_NOT_FOR_SIGNING")
    if not facts.valid_from <= now < facts.valid_until:
        yield certificate_fault("CERTIFICATE_NOT_VALID_NOW")


def certificate_fault(code: str, **params: str) -> Fault:
    """Make a fault of the table below."""
    sl, en = SENTENCES[code]
    return Fault(code, "/certificates", {"sl": sl.format(**params), "en": en.format(**params)})


SENTENCES: Mapping[str, tuple[str, str]] = {
    "CERTIFICATES_UNREADABLE": (
        "To niso potrdila v obliki PEM. Pošljite potrdilo ključa in potrdila overiteljev nad njim.",
        "These are not certificates in PEM. Send the key's own and its authorities' above it.",
    ),
    "CERTIFICATE_OF_OTHER_KEY": (
        "Nobeno potrdilo ni za ključ profila. Overitelju nesite token-certificate/request.",
        "No certificate is of the profile's key. Take token-certificate/request to an authority.",
    ),
    "CERTIFICATE_SELF_SIGNED": (
        "Potrdilo je podpisalo samo sebe. Izda naj ga overitelj.",
        "The certificate has signed itself. Have an authority issue it.",
    ),
    "CERTIFICATE_NAMES_OTHER": (
        "Potrdilo ni za {issuer}. Naslov ali njegov gostitelj mora biti med imeni (SAN).",
        "The certificate is not for {issuer}. Its names (SAN) need that address, or its host.",
    ),
    "CERTIFICATE_NOT_FOR_SIGNING": (
        "S tem potrdilom se ne sme podpisovati (keyUsage) ali pa je potrdilo overitelja.",
        "The certificate is not for signing (keyUsage), or it is an authority's.",
    ),
    "CERTIFICATE_NOT_VALID_NOW": (
        "Potrdilo še ne velja ali pa je poteklo.",
        "The certificate is not valid yet, or has expired.",
    ),
}

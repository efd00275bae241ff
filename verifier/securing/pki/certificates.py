"""X.509 certificates as values: read from DER, with what they say of themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.x509 import load_der_x509_certificate

ASN1_FAULTS = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)
"""What the ASN.1 parser raises for bytes that are not what they should be."""

_MOST_BYTES = 64 * 1024
_ORGANIZATION_IDENTIFIER = "organization_identifier"  # 2.5.4.97, ETSI EN 319 412-1, 5.1.4


class MalformedCertificate(ValueError):
    """Say why bytes are not a certificate that can be used."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says: believe it only as far as its path is trusted."""

    subject: str
    """For people: common name, else the whole name."""
    organisation: str | None
    organisation_identifier: str | None
    """As in `VATSI-12345678`."""
    country: str | None
    issuer: str
    serial: int
    valid_from: datetime
    valid_until: datetime
    key_usage: frozenset[str]
    """Names as in `digital_signature`, `non_repudiation`; empty when it does not say."""
    claims_qualified: bool
    """QcCompliance, EN 319 412-5: a claim of the issuer; the trusted lists decide."""
    claims_eseal: bool
    """QcType eseal."""
    claims_qscd: bool
    """The key lives in a qualified device, says the issuer."""


def read_certificate(der: bytes) -> x509.Certificate:
    """Read a certificate wholly; raise MalformedCertificate."""
    if len(der) > _MOST_BYTES:
        raise MalformedCertificate("larger than a certificate can be")
    try:
        certificate = x509.Certificate.load(der, strict=True)
        _qc_statements(certificate)  # first: this is what tells the parser of their extension
        # The parser is lazy: touch everything that is used later, so that faults show up here.
        _ = (certificate.issuer.hashable, certificate.subject.hashable, certificate.issuer_serial)
        _ = (certificate.public_key.sha1, certificate.signature, certificate.hash_algo)
        _ = (certificate.not_valid_before, certificate.not_valid_after)
        _ = [extension["extn_value"].parsed.native for extension in _extensions(certificate)]
        facts_of(certificate)
    except ASN1_FAULTS as error:
        raise MalformedCertificate("not an X.509 certificate") from error
    return certificate


def public_key_of(der: bytes) -> CertificatePublicKeyTypes:
    """Give the library's key object; raise MalformedCertificate."""
    try:
        return load_der_x509_certificate(der).public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise MalformedCertificate("its key cannot be read") from error


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Tell what the certificate says of its holder, its use and its qualification."""
    names = {str(name): value for name, value in certificate.subject.native.items()}
    statements = {item["statement_id"].native: item for item in _qc_statements(certificate)}
    usage = certificate.key_usage_value
    return CertificateFacts(
        subject=name_of(certificate),
        organisation=_text(names.get("organization_name")),
        organisation_identifier=_text(names.get(_ORGANIZATION_IDENTIFIER)),
        country=_text(names.get("country_name")),
        issuer=certificate.issuer.human_friendly,
        serial=certificate.serial_number,
        valid_from=certificate.not_valid_before,
        valid_until=certificate.not_valid_after,
        key_usage=frozenset(usage.native) if usage is not None else frozenset(),
        claims_qualified="qc_compliance" in statements,
        claims_eseal="qct_eseal" in types_of_use(certificate),
        claims_qscd="qc_sscd" in statements,
    )


def certificate_facts(der: bytes) -> CertificateFacts:
    """Read a certificate from DER and tell what it says; raise MalformedCertificate."""
    return facts_of(read_certificate(der))


def types_of_use(certificate: x509.Certificate) -> list[str]:
    """Give the types of QcType: `qct_esign`, `qct_eseal`, `qct_web` (EN 319 412-5, 4.2.3)."""
    return [
        kind
        for statement in _qc_statements(certificate)
        if statement["statement_id"].native == "qc_type"
        for kind in statement["statement_info"].native
    ]


def name_of(certificate: x509.Certificate) -> str:
    """Name a certificate's holder for people: its common name, else the whole name."""
    return _text(certificate.subject.native.get("common_name")) or str(
        certificate.subject.human_friendly
    )


def _qc_statements(certificate: x509.Certificate) -> Iterable[Any]:
    from pyhanko.sign.ades.qualified_asn1 import get_qc_statements  # noqa: PLC0415

    statements: Iterable[Any] = get_qc_statements(certificate)
    return statements


def _extensions(certificate: x509.Certificate) -> list[x509.Extension]:
    extensions = certificate["tbs_certificate"]["extensions"]
    return list(extensions) if extensions.native is not None else []


def _text(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else None

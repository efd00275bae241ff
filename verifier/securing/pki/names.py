"""What a certificate is for: the names in it, whether it may sign, where it would be revoked."""

from typing import TypeAlias

from asn1crypto import x509

from verifier.securing.pki.certificates import ASN1_FAULTS, MalformedCertificate

Certificate: TypeAlias = x509.Certificate


def alternative_names(certificate: Certificate) -> tuple[set[str], set[str]]:
    """Give the DNS names, in lower case, and the URIs (RFC 5280, section 4.2.1.6).

    Raises MalformedCertificate.
    """
    try:
        names = list(certificate.subject_alt_name_value or ())
        dns = {str(name.native).lower() for name in names if name.name == "dns_name"}
        uris = {str(name.native) for name in names if name.name == "uniform_resource_identifier"}
    except ASN1_FAULTS as error:
        raise MalformedCertificate("a certificate whose names cannot be read") from error
    return dns, uris


def may_sign(certificate: Certificate) -> bool:
    """Tell whether the key may sign: unless the certificate says otherwise, it may."""
    usage = certificate.key_usage_value
    return usage is None or "digital_signature" in usage.native


def revocation_list_urls(certificate: Certificate) -> list[str]:
    """Give the addresses at which the certificate says its authority lists what it revoked."""
    return [str(point.url) for point in certificate.crl_distribution_points if point.url]

"""Answers on revocation: an authority's list (RFC 5280, 5) and a responder's answers (RFC 6960)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from app.demo.pki.issued import Issued

_VALID = timedelta(days=7)
NOBODY: Mapping[int, datetime] = {}


def revocation_list(
    authority: Issued, now: datetime, revoked: Mapping[int, datetime] = NOBODY
) -> bytes:
    """Sign an authority's list of revoked serial numbers; gives DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(authority.certificate.subject)
        .last_update(now)
        .next_update(now + _VALID)
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
    )
    for serial, since in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(since)
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER)


def revocation_answer(
    certificate: Issued,
    authority: Issued,
    responder: Issued,
    now: datetime,
    revoked: Mapping[int, datetime] = NOBODY,
) -> bytes:
    """Answer whether one certificate was revoked; gives the OCSP response as DER."""
    since = revoked.get(certificate.certificate.serial_number)
    return (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=certificate.certificate,
            issuer=authority.certificate,
            algorithm=hashes.SHA256(),
            cert_status=ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
            this_update=now,
            next_update=now + _VALID,
            revocation_time=since,
            revocation_reason=x509.ReasonFlags.key_compromise if since else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
        .certificates([responder.certificate])
        .sign(responder.key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )

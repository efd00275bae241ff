"""A small PKI for tests: a root, an authority below it, and issuers' certificates."""

import base64
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from tests.verifier.makers import EC_KEY, NOW

ROOT_KEY = ec.derive_private_key(101, ec.SECP256R1())
AUTHORITY_KEY = ec.derive_private_key(102, ec.SECP256R1())
YEAR = timedelta(days=365)
SERIAL = 4711


def name(common: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Šola po potrdilu")
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common), organisation])


def certificate(  # noqa: PLR0913  # what certificates are made of
    subject: str,
    issuer: str,
    *,
    key: ec.EllipticCurvePrivateKey,
    signed_by: ec.EllipticCurvePrivateKey,
    authority: bool = False,
    names: Sequence[x509.GeneralName] = (),
    begins: datetime = NOW - YEAR,
    ends: datetime = NOW + YEAR,
    crl_url: str | None = None,
    signs: bool = True,
) -> bytes:
    """Give a certificate as DER."""
    usage = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"), False
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer))
        .public_key(key.public_key())
        .serial_number(SERIAL)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                **usage,
                digital_signature=signs and not authority,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    if crl_url:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_url)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    return builder.sign(signed_by, hashes.SHA256()).public_bytes(Encoding.DER)


@cache
def root() -> bytes:
    return certificate("Root", "Root", key=ROOT_KEY, signed_by=ROOT_KEY, authority=True)


@cache
def intermediate() -> bytes:
    return certificate("CA", "Root", key=AUTHORITY_KEY, signed_by=ROOT_KEY, authority=True)


def leaf(*names: x509.GeneralName, **changes: object) -> bytes:
    """Give the certificate of the issuer's ES256 key."""
    made = {"key": EC_KEY, "signed_by": AUTHORITY_KEY, "names": names, **changes}
    return certificate("Issuer", "CA", **made)  # type: ignore[arg-type]  # as the test asks


def revocation_list(*serials: int) -> bytes:
    """Give the authority's list of revoked certificates as DER."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name("CA"))
        .last_update(NOW - timedelta(days=1))
        .next_update(NOW + timedelta(days=1))
    )
    for serial in serials:
        revoked = x509.RevokedCertificateBuilder().serial_number(serial)
        date = datetime(2026, 5, 1, tzinfo=UTC)
        builder = builder.add_revoked_certificate(revoked.revocation_date(date).build())
    return builder.sign(AUTHORITY_KEY, hashes.SHA256()).public_bytes(Encoding.DER)


def x5c(*chain: bytes) -> list[str]:
    return [base64.b64encode(der).decode() for der in chain]

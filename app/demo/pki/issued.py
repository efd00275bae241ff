"""Certificates of the demonstration: each with its key, and named so that nobody mistakes it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

DEMO = "DEMO"
"""Stands in every name: what these certificates vouch for is nothing."""
PrivateKey: TypeAlias = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
PublicKey: TypeAlias = rsa.RSAPublicKey | ec.EllipticCurvePublicKey
_EARLIER = timedelta(hours=1)  # so that clocks a little behind do not find them too young
_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate and its private key."""

    certificate: x509.Certificate
    key: PrivateKey = field(repr=False)

    @property
    def der(self) -> bytes:
        """Give the certificate as DER."""
        return self.certificate.public_bytes(Encoding.DER)


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension of a certificate that is to be made."""

    value: x509.ExtensionType
    critical: bool = False


def new_key(kind: str) -> PrivateKey:
    """Make a key: "RSA", or "P-256"."""
    if kind == "RSA":
        return rsa.generate_private_key(public_exponent=65537, key_size=_RSA_BITS)
    return ec.generate_private_key(ec.SECP256R1())


def name(common_name: str, **others: str) -> x509.Name:
    """Write a distinguished name; `others` by their names in NameOID, in lower case."""
    attributes = {**others, "common_name": common_name}
    return x509.Name(
        [
            x509.NameAttribute(getattr(NameOID, attribute.upper()), value)
            for attribute, value in attributes.items()
        ]
    )


def issue(
    subject: x509.Name,
    extensions: list[Extension],
    *,
    by: Issued | None,
    valid: tuple[datetime, timedelta],
    key: PrivateKey,
) -> Issued:
    """Issue a certificate by an authority, or by itself; `valid` is from when and how long."""
    signer = (subject, key) if by is None else (by.certificate.subject, by.key)
    return Issued(certify(subject, extensions, key.public_key(), by=signer, valid=valid), key)


def certify(
    subject: x509.Name,
    extensions: list[Extension],
    public_key: PublicKey,
    *,
    by: tuple[x509.Name, PrivateKey],
    valid: tuple[datetime, timedelta],
) -> x509.Certificate:
    """Certify a key whose private half may be elsewhere; `by` is an authority's name and key."""
    begins, lifetime = valid
    issuer, authority_key = by
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins - _EARLIER)
        .not_valid_after(begins + lifetime)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
    )
    for extension in extensions:
        builder = builder.add_extension(extension.value, critical=extension.critical)
    return builder.sign(authority_key, hashes.SHA256())


def key_usage(*uses: str) -> Extension:
    """Write the key usage; `uses` by their names in cryptography's KeyUsage."""
    known = (
        *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
        *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return Extension(x509.KeyUsage(**{use: use in uses for use in known}), critical=True)

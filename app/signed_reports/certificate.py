"""A new key for reports, and the certificate that says honestly what it is: self-signed."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

LIFETIME = timedelta(days=3652)
"""Reports are looked at years later; a signature without timestamp lasts as its certificate."""
_MOST_LETTERS = 64
"""RFC 5280, upper bound of a common name."""


def new_certificate(public_url: str, *, now: datetime) -> tuple[bytes, bytes]:
    """Make a P-256 key and its certificate; give the private half (PKCS #8) and X.509, in DER."""
    private = generate_private_key(SECP256R1())
    certificate = _certificate(private, public_url, now)
    secret = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return secret, certificate.public_bytes(Encoding.DER)


def ends(certificate: bytes) -> datetime:
    """Tell until when a certificate in DER is valid."""
    return x509.load_der_x509_certificate(certificate).not_valid_after_utc


def _certificate(
    private: EllipticCurvePrivateKey, public_url: str, now: datetime
) -> x509.Certificate:
    name = _name(public_url)
    begins = now.replace(microsecond=0)
    public = private.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # RFC 5280, 4.2.1.3: signatures on documents, and nothing else.
        .add_extension(_only_for_documents(), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(public_url)]),
            critical=False,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(private, SHA256())
    )


def _name(public_url: str) -> x509.Name:
    host = urlsplit(public_url).netloc or public_url
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "Self-signed; no authority"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"Dokazilo verifier at {host}"[:_MOST_LETTERS]),
        ]
    )


def _only_for_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )

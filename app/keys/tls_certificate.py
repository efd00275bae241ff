"""A certificate of our own making, so that a service on one's own machine can speak https."""

from __future__ import annotations

import ipaddress
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

CERTIFICATE = "tls-certificate.pem"
PRIVATE_KEY = "tls-private-key.pem"

_LOCAL = ("localhost", "127.0.0.1", "::1")
_VALID = timedelta(days=825)
"""Some systems accept none that is valid for longer."""
_RENEWED_BEFORE = timedelta(days=30)
_FOR_THE_OWNER_ALONE = 0o600


def tls_files(folder: Path, host: str, now: datetime) -> tuple[Path, Path]:
    """Give the files of certificate and private key; make them where they do not fit any more.

    `host` is a name or an address that people will use beside those of the local machine.
    """
    certificate, private_key = folder / CERTIFICATE, folder / PRIVATE_KEY
    names = tuple(dict.fromkeys((*_LOCAL, host)))
    if not (private_key.is_file() and _fits(certificate, names, now)):
        folder.mkdir(parents=True, exist_ok=True)
        _make(certificate, private_key, names, now)
    return certificate, private_key


def _fits(path: Path, names: tuple[str, ...], now: datetime) -> bool:
    """Tell whether the certificate there names all of these, and will for a while."""
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return False
    extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return set(_general_names(names)) <= set(extension.value) and (
        certificate.not_valid_after_utc > now + _RENEWED_BEFORE
    )


def _make(certificate: Path, private_key: Path, names: tuple[str, ...], now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Dokazilo, self-signed")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _VALID)
        .add_extension(x509.SubjectAlternativeName(_general_names(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, SHA256())
    )
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Made with its mode, so that nobody can read it even for a moment.
    private_key.unlink(missing_ok=True)
    descriptor = os.open(private_key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FOR_THE_OWNER_ALONE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    certificate.write_bytes(made.public_bytes(Encoding.PEM))


def _general_names(names: tuple[str, ...]) -> list[x509.GeneralName]:
    return [_general_name(name) for name in names]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)

"""Certificates in files of PEM."""

from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificates

from app.keys.key_uri import KeyUnusable, read_file


def certificates_of_file(file: Path) -> tuple[bytes, ...]:
    """Give the certificates of a PEM file as DER. Raises KeyUnusable."""
    return _read(read_file(str(file)))


@lru_cache(maxsize=4)
def _read(pem: bytes) -> tuple[bytes, ...]:
    try:
        return tuple(each.public_bytes(Encoding.DER) for each in load_pem_x509_certificates(pem))
    except ValueError:
        raise KeyUnusable("WALLET_PROVIDERS_FILE needs certificates in PEM.") from None

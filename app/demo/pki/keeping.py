"""The demonstration's authorities, to bytes and back: private keys only ever inside the vault."""

from __future__ import annotations

import json

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from app.demo.pki import DemoPki
from app.demo.pki.issued import Issued, PrivateKey

_ROLES = ("root", "authority", "responder", "timestamp")


def to_bytes(pki: DemoPki) -> bytes:
    """Write the authorities with their keys; only for sealing at once."""
    return json.dumps({role: _written(getattr(pki, role)) for role in _ROLES}).encode()


def from_bytes(kept: bytes) -> DemoPki:
    """Read what `to_bytes` wrote."""
    content = json.loads(kept)
    root, authority, responder, timestamp = (_read(content[role]) for role in _ROLES)
    return DemoPki(root, authority, responder, timestamp)


def private_bytes(key: PrivateKey) -> bytes:
    """Write a private key (PKCS#8, DER); only for sealing at once."""
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def private_key(der: bytes) -> PrivateKey:
    """Read what `private_bytes` wrote."""
    key = load_der_private_key(der, password=None)
    if not isinstance(key, PrivateKey):
        raise TypeError("The demonstration has keys of two kinds, and this is another.")
    return key


def _written(issued: Issued) -> dict[str, str]:
    return {"certificate": issued.der.hex(), "key": private_bytes(issued.key).hex()}


def _read(content: dict[str, str]) -> Issued:
    certificate = x509.load_der_x509_certificate(bytes.fromhex(content["certificate"]))
    return Issued(certificate, private_key(bytes.fromhex(content["key"])))

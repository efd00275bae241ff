"""The key that signs requests to wallets, and what it can be called by.

The operator's own, with its certificate; else one derived from the master key and the address, so
that every process has the same one and nothing more has to be kept.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from jwt.algorithms import ECAlgorithm
from pydantic import SecretStr

from app.keys.derived_key import derived_key
from app.keys.sealing import Vault
from app.settings import BadSettings, Settings
from contexts import JsonObject

ALGORITHM = "ES256"
"""The one that HAIP 1.0, section 7, makes every wallet know."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A P-256 key, and the certificates of it where there are any."""

    _private: ec.EllipticCurvePrivateKey = field(repr=False)
    certificates: tuple[bytes, ...] = ()
    """DER, the leaf first, without a root: wallets have their own (HAIP 1.0, section 5)."""

    def sign(self, claims: Mapping[str, Any], *, headers: Mapping[str, Any]) -> str:
        """Sign claims as a compact JWS."""
        return jwt.encode(dict(claims), self._private, ALGORITHM, headers=dict(headers))

    @property
    def public_jwk(self) -> JsonObject:
        """Give the public half."""
        return ECAlgorithm.to_jwk(self._private.public_key(), as_dict=True)

    @property
    def x5c(self) -> list[str]:
        """Give the certificates as a JWS header has them (RFC 7515, section 4.1.6)."""
        return [b64encode(each).decode() for each in self.certificates]

    @property
    def leaf_hash(self) -> bytes:
        """Give SHA-256 of the leaf."""
        return hashlib.sha256(self.certificates[0]).digest()

    def names(self, host: str) -> bool:
        """Tell whether the leaf is for this DNS name, in so many words."""
        if not self.certificates:
            return False
        leaf = x509.load_der_x509_certificate(self.certificates[0])
        try:
            extension = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName)
        except x509.ExtensionNotFound:
            return False
        return host in extension.value.get_values_for_type(x509.DNSName)


def open_verifier_key(vault: Vault, settings: Settings) -> VerifierKey:
    """Open the operator's key, or derive one. Raises BadSettings."""
    if settings.openid4vp_key_file != Path():
        return _of_operator(settings.openid4vp_key_file, settings.openid4vp_key_password)
    return VerifierKey(derived_key(vault, settings.public_url, purpose="OpenID4VP request key"))


def _of_operator(file: Path, password: SecretStr | None) -> VerifierKey:
    secret = password.get_secret_value().encode() if password else None
    try:
        held = load_pkcs12(file.read_bytes(), secret)
    except (OSError, ValueError):
        raise _unusable(file) from None  # not the reason: it may be about the password
    key, leaf = held.key, held.cert
    if not isinstance(key, ec.EllipticCurvePrivateKey) or leaf is None:
        raise _unusable(file)
    if not isinstance(key.curve, ec.SECP256R1):
        raise _unusable(file)
    above = [each.certificate for each in held.additional_certs]
    chain = [leaf.certificate, *(each for each in above if each.subject != each.issuer)]
    return VerifierKey(key, tuple(each.public_bytes(Encoding.DER) for each in chain))


def _unusable(file: Path) -> BadSettings:
    return BadSettings(
        f"OPENID4VP_KEY_FILE: {file} cannot be used. It has to be a PKCS #12 file with a P-256 key "
        "and its certificate, and OPENID4VP_KEY_PASSWORD its password."
    )

"""Signs reports with the verifier's own key: PDF as PAdES B-B, JSON as a compact JWS."""

import hashlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
)
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from contexts import JsonObject

REPORT_TYPE = "dokazilo-report+jwt"
"""The `typ` of a signed JSON report: told apart from a credential by everyone who looks."""
_JWS = {"secp256r1": "ES256", "secp384r1": "ES384", "secp521r1": "ES512"}

_UNUSABLE = "The key of reports has to be an RSA key, or one of a curve that JWS knows."

PrivateKey = EllipticCurvePrivateKey | RSAPrivateKey


@dataclass(frozen=True, slots=True)
class ReportSigner:
    """The verifier's key; it signs what the verifier itself has written, and nothing else."""

    certificate: bytes
    """X.509 in DER."""
    chain: tuple[bytes, ...]
    """The authorities above it, where the operator's certificate has any."""
    _private: PrivateKey = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
        return hashlib.sha256(self.certificate).hexdigest()

    def sign_pdf(self, pdf: bytes, *, name: str, reason: str, location: str) -> bytes:
        """Sign a PDF as PAdES B-B (ETSI EN 319 142-1); not visible on its pages.

        The time of signing is pyHanko's own reading of the clock.
        """
        # Brings much along, and only who wants a report on paper needs it.
        from app.signed_reports.pades import PdfKey, signed_pdf  # noqa: PLC0415

        secret = self._private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        key = PdfKey(secret, self.certificate, self.chain)
        return signed_pdf(pdf, key, name=name, reason=reason, location=location)

    def sign_json(self, report: JsonObject) -> str:
        """Sign a report as a compact JWS over its claims; `kid` is the certificate's thumbprint."""
        return jwt.encode(
            report,
            self._private,
            algorithm=_algorithm(self._private),
            headers={"typ": REPORT_TYPE, "kid": self.fingerprint},
        )

    def sign_claims(self, claims: JsonObject, token_type: str) -> str:
        """Sign another statement of the service about itself; the certificate comes along."""
        chain = [b64encode(each).decode() for each in (self.certificate, *self.chain)]
        return jwt.encode(
            claims,
            self._private,
            algorithm=_algorithm(self._private),
            headers={"typ": token_type, "x5c": chain},
        )


def report_signer(private: bytes, certificate: bytes, chain: Sequence[bytes] = ()) -> ReportSigner:
    """Make a signer of a private key (PKCS #8, DER) and its certificate. Raises ValueError."""
    key = load_der_private_key(private, password=None)
    _algorithm(key)
    return ReportSigner(certificate, tuple(chain), cast("PrivateKey", key))


def published_key(certificate: bytes) -> JsonObject:
    """Write a certificate's key as a JWK (RFC 7517) with the certificate itself in `x5c`."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    digest = hashlib.sha256(certificate).digest()
    return {
        **_jwk(public),
        "use": "sig",
        "alg": _algorithm(public),
        "kid": digest.hex(),
        "x5t#S256": urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "x5c": [b64encode(certificate).decode()],
    }


def _jwk(public: object) -> JsonObject:
    if isinstance(public, EllipticCurvePublicKey):
        return ECAlgorithm.to_jwk(public, as_dict=True)
    if isinstance(public, RSAPublicKey):
        return RSAAlgorithm.to_jwk(public, as_dict=True)
    raise ValueError(_UNUSABLE)


def _algorithm(key: object) -> str:
    """Name the JWS algorithm of a private or public key. Raises ValueError."""
    if isinstance(key, RSAPrivateKey | RSAPublicKey):
        return "RS256"
    if isinstance(key, EllipticCurvePrivateKey | EllipticCurvePublicKey) and (
        key.curve.name in _JWS
    ):
        return _JWS[key.curve.name]
    raise ValueError(_UNUSABLE)

"""Certificates of the keys that sign tokens: read from PEM, and asked for by a request."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from asn1crypto import algos, csr, keys, pem, x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificates

from app.keys.certificate_chain import chain_of
from issuer.model.organisation import SigningKey
from issuer.signer import Signer

_COORDINATE_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Who asks for a certificate."""

    organisation: str
    country: str
    """ISO 3166-1 alpha-2."""
    issuer: str
    """Its https address; it and its host become names of the certificate."""


def chain_from_pem(text: str, key: SigningKey) -> tuple[bytes, ...]:
    """Give the key's certificate and those above it, without the root, as DER.

    Raises ValueError for what is not PEM, KeyUnusable where none is of the key.
    """
    return chain_of(_public_key(key), load_pem_x509_certificates(text.encode()))


def certificate_request(signer: Signer, applicant: Applicant) -> str:
    """Ask for a certificate of a P-256 key (PKCS #10, RFC 2986); gives PEM."""
    info = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": x509.Name.build(
                {
                    "country_name": applicant.country,
                    "organization_name": applicant.organisation,
                    "common_name": urlsplit(applicant.issuer).netloc,
                }
            ),
            "subject_pk_info": keys.PublicKeyInfo.load(_encoded(signer.key)),
            "attributes": [{"type": "extension_request", "values": [_extensions(applicant)]}],
        }
    )
    [signature] = signer.sign([hashlib.sha256(info.dump()).digest()])
    request = csr.CertificationRequest(
        {
            "certification_request_info": info,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": _der(signature),
        }
    )
    armoured: bytes = pem.armor("CERTIFICATE REQUEST", request.dump())
    return armoured.decode("ascii")


def _extensions(applicant: Applicant) -> list[dict[str, object]]:
    names = [
        x509.GeneralName("uniform_resource_identifier", applicant.issuer),
        x509.GeneralName("dns_name", urlsplit(applicant.issuer).hostname or ""),
    ]
    return [
        {"extn_id": "subject_alt_name", "critical": False, "extn_value": names},
        {"extn_id": "key_usage", "critical": True, "extn_value": {"digital_signature"}},
    ]


def _public_key(key: SigningKey) -> EllipticCurvePublicKey:
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), key.public_key)


def _encoded(key: SigningKey) -> bytes:
    return _public_key(key).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _der(signature: bytes) -> bytes:
    r, s = signature[:_COORDINATE_BYTES], signature[_COORDINATE_BYTES:]
    return encode_dss_signature(int.from_bytes(r), int.from_bytes(s))

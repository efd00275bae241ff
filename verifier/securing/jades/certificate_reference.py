"""Does the header mean the certificate it brings? ETSI TS 119 182-1, 5.1.4, 5.1.7 and 5.2.2.

Without these signed references the certificate beside a signature could be exchanged for another
one with the same key.
"""

import base64
import hashlib
from dataclasses import dataclass

from asn1crypto import tsp, x509

from contexts import JsonValue
from verifier.judgement import failed
from verifier.multibase import MalformedMultibase, base64url_decode, base64url_encode
from verifier.securing.jades.header import SignedHeader, decode_base64
from verifier.securing.pki.certificates import ASN1_FAULTS, read_certificate

_DIGESTS = {"S256": "sha256", "S384": "sha384", "S512": "sha512"}


@dataclass(frozen=True, slots=True)
class References:
    """How a header names a certificate."""

    thumbprint: str
    """`x5t#S256`: base64url of the SHA-256 of the DER."""
    key_id: str
    """`kid`: base64 of issuer and serial number (TS 119 182-1, 5.1.4)."""


def references_of(der: bytes) -> References:
    """Give how to name a certificate; raise MalformedCertificate when it is none."""
    certificate = read_certificate(der)
    issuer = x509.GeneralName(name="directory_name", value=certificate.issuer)
    reference = tsp.IssuerSerial(
        {"issuer": x509.GeneralNames([issuer]), "serial_number": certificate.serial_number}
    )
    return References(
        base64url_encode(hashlib.sha256(der).digest()),
        base64.b64encode(reference.dump()).decode("ascii"),
    )


def check_certificate_reference(header: SignedHeader, certificate: x509.Certificate) -> None:
    """Raise Judged unless the header refers to this certificate, and to no other."""
    members = header.members
    der = header.certificates[0]
    digests = [
        _digest_fits(members[name], der)
        for name in ("x5t#S256", "x5t#o", "sigX5ts")
        if name in members
    ]
    if not digests:
        raise _mismatch("no digest of it is signed", "x5t#S256")
    if not all(digests):
        raise _mismatch("the signed digest is another certificate's", "x5t#S256")
    if "kid" in members and not _names(members["kid"], certificate):
        raise _mismatch("the signed issuer and serial number are another certificate's", "kid")


def _digest_fits(reference: JsonValue, der: bytes) -> bool:
    if isinstance(reference, list):  # sigX5ts: the signer's and those of its path
        return any(_digest_fits(each, der) for each in reference if isinstance(each, dict))
    if isinstance(reference, dict):  # x5t#o
        name, value = reference.get("digAlg"), reference.get("digVal")
    else:
        name, value = "S256", reference
    digest = _DIGESTS.get(name) if isinstance(name, str) else None
    if digest is None or not isinstance(value, str):
        return False
    try:
        return base64url_decode(value) == hashlib.new(digest, der).digest()
    except MalformedMultibase:
        return False


def _names(kid: JsonValue, certificate: x509.Certificate) -> bool:
    try:
        reference = tsp.IssuerSerial.load(decode_base64(kid), strict=True)
        issuers = [name.chosen for name in reference["issuer"] if name.name == "directory_name"]
        serial = reference["serial_number"].native
        return bool(serial == certificate.serial_number) and certificate.issuer in issuers
    except ASN1_FAULTS:
        return False


def _mismatch(why: str, member: str) -> Exception:
    return failed(
        "SEAL_CERTIFICATE_MISMATCH",
        f"The seal does not belong to the certificate beside it: {why}.",
        member=member,
    )

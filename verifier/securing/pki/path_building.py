"""The way from a certificate to an anchor, found in bounded time.

The library's own builder tries every order of the certificates at hand, which a stranger can make
take forever; this one visits each certificate once and follows only signatures that fit.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from asn1crypto import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR

from verifier.securing.pki.anchors import Anchor, AnchorLookup
from verifier.securing.pki.certificates import (
    ASN1_FAULTS,
    MalformedCertificate,
    read_certificate,
)

MOST_CERTIFICATES = 48
_MOST_READ = 2 * MOST_CERTIFICATES  # copies and what cannot be read cost time as well
_MOST_KEY_BITS = 8192  # larger RSA keys would make one check take long
_FAULTS = (*ASN1_FAULTS, InvalidSignature, UnsupportedAlgorithm, AssertionError)


@dataclass(frozen=True, slots=True)
class FoundPath:
    """Certificates from the leaf up, and the anchor they lead to."""

    leaf: x509.Certificate
    between: tuple[x509.Certificate, ...]
    """Between leaf and anchor, the leaf's issuer first."""
    anchor: Anchor

    @property
    def is_anchor(self) -> bool:
        """Tell whether the leaf is itself the anchor."""
        return bool(self.leaf.sha256 == self.anchor.certificate.sha256)


@dataclass(slots=True)
class CertificatePool:
    """Certificates at hand, believed in nothing, and which of them signed which."""

    certificates: dict[bytes, x509.Certificate] = field(default_factory=dict)
    _issued: dict[tuple[bytes, bytes], bool] = field(default_factory=dict)

    def add(self, encoded: Iterable[bytes]) -> None:
        """Add certificates as DER; what cannot be read, or is too much, is left out."""
        for der in islice(encoded, _MOST_READ):
            if len(self.certificates) >= MOST_CERTIFICATES:
                return
            try:
                certificate = read_certificate(der)
            except MalformedCertificate:
                continue
            self.certificates.setdefault(certificate.sha256, certificate)

    def path(self, leaf: x509.Certificate, anchors: AnchorLookup) -> FoundPath | None:
        """Give the shortest path from a certificate to an anchor; None when there is none."""
        for anchor in anchors(leaf.subject.hashable):
            if anchor.certificate.sha256 == leaf.sha256:
                return FoundPath(leaf, (), anchor)
        waiting: deque[tuple[x509.Certificate, ...]] = deque([(leaf,)])
        seen = {leaf.sha256}
        while waiting:
            walked = waiting.popleft()
            for anchor in anchors(walked[-1].issuer.hashable):
                if self._signed(anchor.certificate, walked[-1]):
                    return FoundPath(leaf, walked[1:], anchor)
            for digest, issuer in self.certificates.items():
                if digest not in seen and self._signed(issuer, walked[-1]):
                    seen.add(digest)
                    waiting.append((*walked, issuer))
        return None

    def _signed(self, issuer: x509.Certificate, subject: x509.Certificate) -> bool:
        if issuer.subject.hashable != subject.issuer.hashable:
            return False
        pair = (issuer.sha256, subject.sha256)
        if pair not in self._issued:
            self._issued[pair] = _signature_fits(issuer, subject)
        return self._issued[pair]


def _signature_fits(issuer: x509.Certificate, subject: x509.Certificate) -> bool:
    key = issuer.public_key
    try:
        if key.algorithm in {"rsa", "rsassa_pss"} and key.bit_size > _MOST_KEY_BITS:
            return False
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
            subject.signature,
            subject["tbs_certificate"].dump(),
            key,
            subject["signature_algorithm"],
        )
    except _FAULTS:
        return False
    return True

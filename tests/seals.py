"""Seals for tests: a school's key, the demonstration's authorities, and documents to seal."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, decode_dss_signature

from app.demo.pki import DemoPki, Issued, SealHolder, new_demo_pki
from issuer.sealing import SealOptions, SealServices, seal
from verifier.securing.jades import Level, SealTrust
from verifier.securing.pki.anchors import Anchor, AnchorKind
from verifier.securing.pki.certificates import read_certificate

SEALED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SCHOOL = SealHolder("Univerza v Lipovcu", "VATSI-12345678")
PAYLOAD = '{"id":"urn:credential:1","title":{"sl":"Čebelarstvo \\"za začetnike\\""}}'.encode()


@cache
def authorities() -> DemoPki:
    """Make the authorities once for all tests."""
    return new_demo_pki(SEALED_AT)


@cache
def school_seal(key_kind: str = "RSA") -> Issued:
    """Make the school's certificate once for each kind of key."""
    return authorities().new_seal(
        SealHolder(SCHOOL.organisation, SCHOOL.identifier, key_kind), SEALED_AT
    )


@dataclass(frozen=True)
class KeyInMemory:
    """Sign with a key that is at hand."""

    issued: Issued = field(default_factory=school_seal)
    algorithm: str = "RS256"
    authority: bytes = field(default_factory=lambda: authorities().authority.der)

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """Give the certificate and its authority's."""
        return (self.issued.der, self.authority)

    def sign(self, digests: Sequence[bytes]) -> list[bytes]:
        """Sign digests as the algorithm says."""
        return [self._signed(digest) for digest in digests]

    def _signed(self, digest: bytes) -> bytes:
        sha256 = Prehashed(hashes.SHA256())
        match self.issued.key:
            case rsa.RSAPrivateKey() as key if self.algorithm == "PS256":
                scheme = padding.PSS(padding.MGF1(hashes.SHA256()), 32)
                return key.sign(digest, scheme, sha256)
            case rsa.RSAPrivateKey() as key:
                return key.sign(digest, padding.PKCS1v15(), sha256)
            case ec.EllipticCurvePrivateKey() as curve:
                r, s = decode_dss_signature(curve.sign(digest, ec.ECDSA(sha256)))
                return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@dataclass(frozen=True)
class DemoTimestamps:
    """Stamp at one moment, by the demonstration's authority."""

    at: datetime = SEALED_AT

    def answer_all(self, requests: Sequence[bytes]) -> list[bytes]:
        """Answer requests."""
        return [authorities().time_stamp(request, self.at) for request in requests]


def services(seal_key: Issued | None = None, at: datetime = SEALED_AT) -> SealServices:
    """Give time stamps and evidence as of a moment."""
    counter = itertools.count(1)
    key = seal_key or school_seal()
    return SealServices(
        DemoTimestamps(at), lambda: next(counter), lambda: authorities().evidence(key, at)
    )


def sealed(
    level: Level = Level.LTA, *, payload: bytes = PAYLOAD, options: SealOptions | None = None
) -> bytes:
    """Seal a payload as the school; gives the file."""
    chosen = options or SealOptions(level)
    return seal(payload, KeyInMemory(), services(), SEALED_AT, chosen).to_bytes()


def anchor(kind: AnchorKind = AnchorKind.DEMO) -> Anchor:
    """Give the demonstration's root as an anchor."""
    return Anchor(read_certificate(authorities().root.der), kind)


def trust_the_demo() -> SealTrust:
    """Believe the demonstration's root, for what it is."""
    return SealTrust(signers=(anchor(),), timestamp_authorities=(anchor(),))

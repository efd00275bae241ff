"""Whose seals are believed: the certificate authorities among the policy's sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from verifier.registries.authorities import CertificateAuthorities
from verifier.securing.jades import SealTrust
from verifier.securing.pki.anchors import Anchor, AnchorKind
from verifier.securing.pki.certificates import MalformedCertificate, read_certificate
from verifier.trust import TrustPolicy


def believed(policy: TrustPolicy, trust: SealTrust) -> SealTrust:
    """Add the policy's authorities to a trust: they vouch for seals and for time stamps alike."""
    anchors = tuple(_anchors(_authorities(getattr(policy, "sources", ()))))
    return replace(
        trust,
        signers=(*trust.signers, *anchors),
        timestamp_authorities=(*trust.timestamp_authorities, *anchors),
    )


def _authorities(sources: Iterable[object]) -> list[CertificateAuthorities]:
    return [source for source in sources if isinstance(source, CertificateAuthorities)]


def _anchors(authorities: Iterable[CertificateAuthorities]) -> Iterable[Anchor]:
    for source in authorities:
        kind = AnchorKind.DEMO if source.demo else AnchorKind.CONFIGURED
        for der in source.certificates:
            yield from _anchor(der, kind)


@lru_cache(maxsize=64)
def _anchor(der: bytes, kind: AnchorKind) -> tuple[Anchor, ...]:
    """Read a root; one that cannot be read vouches for nobody."""
    try:
        return (Anchor(read_certificate(der), kind),)
    except MalformedCertificate:
        return ()

"""The certificate as PDF: for people, with the credential in each of its forms inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.seals.material import certificates, zone_of
from app.takeaway.held import Held
from issuer.errors import NotFound
from issuer.rendering.certificate.content import Certificate
from issuer.rendering.certificate.setting import Attachment, certificate_pdf
from issuer.standing import standing_since


class CertificateLanguage(StrEnum):
    """In which language a certificate is set."""

    SL = "sl"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ToSet:
    """What a certificate is made of."""

    pages: tuple[Certificate, ...] = field(repr=False)
    attached: tuple[Attachment, ...] = field(repr=False)
    made_at: datetime


def to_set(held: Held, language: CertificateLanguage, base_url: str, now: datetime) -> ToSet:
    """Gather a certificate; it says so when the credential does not hold. Raises NotFound.

    It bears the date of issue, so that the same certificate is the same file.
    """
    records = held.records
    credential = records.credential
    standing = standing_since(credential, now, zone_of(records.profile))
    pages = tuple(
        page
        for page in certificates(records, base_url, standing)
        if language in (CertificateLanguage.BOTH, page.language)
    )
    if not pages:
        raise NotFound("The certificate is not to be had in this language.")
    made_at = credential.issued_at or credential.intended_at
    return ToSet(pages, tuple(_attached(held)), made_at)


def set_certificate(given: ToSet) -> bytes:
    """Set the certificate as PDF."""
    return certificate_pdf(given.pages, given.attached, made_at=given.made_at)


def _attached(held: Held) -> Iterator[Attachment]:
    yield Attachment(
        name="micro-credential.json",
        media_type="application/vc+ld+json",
        description="Open Badges 3.0, JSON-LD",
        content=held.badge.decode(),
    )
    yield Attachment(
        name="micro-credential.jwt",
        media_type="application/jwt",
        description="Open Badges 3.0, VC-JWT",
        content=held.token.decode(),
    )
    if held.sealed is not None:
        yield Attachment(
            name="micro-credential.jsonld",
            media_type="application/ld+json",
            description="European Digital Credential",
            content=held.sealed.decode(),
        )

"""Sets a certificate: pictures for the credential, PDF for people."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import segno

from contexts import JsonObject
from issuer.rendering.badge.seal import PARTS, seal_of
from issuer.rendering.certificate.content import Certificate
from issuer.rendering.typesetting import (
    LettersMissing,
    NotSet,
    set_as_pdf,
    set_as_pictures,
    set_as_plain_pdf,
)

TEMPLATE = (PARTS, Path(__file__).with_name("certificate.typ"))
PIXELS_PER_INCH = 110
"""An A4 page of 909 by 1286 pixels: readable on a phone, about 100 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside the PDF: the credential in one of its forms."""

    name: str
    media_type: str
    description: str
    content: str
    """Written into the file as UTF-8."""


def certificate_pages(certificate: Certificate) -> tuple[bytes, ...]:
    """Set a certificate in one language as PNG pictures, one a page."""
    try:
        given = _given([certificate], [])
        return set_as_pictures(TEMPLATE, given, pixels_per_inch=PIXELS_PER_INCH)
    except NotSet:
        given = _given([_without_logo(certificate)], [])
        return set_as_pictures(TEMPLATE, given, pixels_per_inch=PIXELS_PER_INCH)


def certificate_pdf(
    certificates: Sequence[Certificate], attachments: Sequence[Attachment], *, made_at: datetime
) -> bytes:
    """Set a certificate as PDF/A-3a and PDF/UA-1, a sheet a language, credentials attached.

    PDF/A-3 (ISO 19005-3) may carry any file, its `a` is the tagged kind; PDF/UA (ISO 14289-1) is
    what a screen reader can follow. PDF/A forbids letters that no font has: a name in Chinese, say,
    is set with whatever fonts this machine has, and the file is a plain PDF.
    """
    try:
        return _pdf(_given(certificates, attachments), made_at)
    except NotSet:
        plain = [_without_logo(each) for each in certificates]
        return _pdf(_given(plain, attachments), made_at)


def _without_logo(certificate: Certificate) -> Certificate:
    """Leave out a logo that cannot be shown: it is no reason to give no certificate."""
    return replace(certificate, logo=None)


def _pdf(given: JsonObject, made_at: datetime) -> bytes:
    try:
        return set_as_pdf(TEMPLATE, given, standards=("a-3a", "ua-1"), made_at=made_at)
    except LettersMissing:
        return set_as_plain_pdf(TEMPLATE, given, made_at=made_at)


def _given(certificates: Sequence[Certificate], attachments: Sequence[Attachment]) -> JsonObject:
    return {
        "sheets": [_sheet(certificate) for certificate in certificates],
        "attachments": [asdict(attachment) for attachment in attachments],
    }


def _sheet(certificate: Certificate) -> JsonObject:
    said = asdict(certificate)
    logo = certificate.logo
    if logo is not None:
        said["logo"] = {"format": logo.format, "content": list(logo.content)}
    said["seal"] = seal_of(certificate.drawn_from)
    said["qr"] = _qr(certificate.verify_url)
    return said


@lru_cache(maxsize=128)
def _qr(url: str) -> str:
    """Draw the code of an address; each language of a certificate shows the same."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#10231f")
    return drawn.getvalue().decode("utf-8")

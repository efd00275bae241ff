"""Sets a certificate with Typst: pictures for the credential, PDF for people.

Typst needs no system libraries, brings its fonts, writes tagged PDF/A and pictures from one source
(ADR on certificates). It reads nothing and fetches nothing: all it shows is handed in.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import segno
import typst

from contexts import JsonObject
from issuer.rendering.certificate.content import Certificate

TEMPLATE = Path(__file__).with_name("certificate.typ")
PIXELS_PER_INCH = 110
"""An A4 page of 909 by 1286 pixels: readable on a phone, about 100 kB."""
_FORMATS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}

_ONE_AT_A_TIME = Lock()
"""Typst's compiler refuses a second caller ("Already borrowed"), and badges are issued at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that travels inside the PDF: the credential in one of its forms."""

    name: str
    media_type: str
    description: str
    content: bytes


def certificate_pages(certificate: Certificate) -> tuple[bytes, ...]:
    """Set a certificate in one language as PNG pictures, one a page."""
    given = _inputs([certificate], [])
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            TEMPLATE.read_bytes(), format="png", ppi=PIXELS_PER_INCH, sys_inputs=given
        )
    if made is None:
        raise TypeError("Typst gave no picture.")
    return (made,) if isinstance(made, bytes) else tuple(made)


def certificate_pdf(
    certificates: Sequence[Certificate], attachments: Sequence[Attachment], *, made_at: datetime
) -> bytes:
    """Set a certificate as PDF/A-3a (ISO 19005-3), a sheet a language, credentials attached.

    `a` is the tagged kind, which a screen reader can follow; `3` may carry any file. PDF/A forbids
    letters that no font has: a name in Chinese, say, is set with whatever fonts this machine has,
    and the file is a plain PDF.
    """
    template, given = TEMPLATE.read_bytes(), _inputs(certificates, attachments)
    made_on = int(made_at.timestamp())
    try:
        with _ONE_AT_A_TIME:
            made = _compiler().compile(
                template,
                format="pdf",
                pdf_standards=["a-3a"],
                timestamp=made_on,
                sys_inputs=given,
            )
    except typst.TypstError:
        made = typst.Compiler().compile(template, format="pdf", timestamp=made_on, sys_inputs=given)
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Keep one compiler: it remembers fonts, and what of a page did not change."""
    return typst.Compiler(ignore_system_fonts=True)


def _inputs(
    certificates: Sequence[Certificate], attachments: Sequence[Attachment]
) -> dict[str, str]:
    content = {
        "sheets": [_sheet(certificate) for certificate in certificates],
        "attachments": [
            {**asdict(attachment), "content": list(attachment.content)}
            for attachment in attachments
        ],
    }
    return {"certificate": json.dumps(content)}


def _sheet(certificate: Certificate) -> JsonObject:
    said = asdict(certificate)
    logo = certificate.logo
    if logo is not None:
        said["logo"] = {"format": _FORMATS[logo.media_type], "content": list(logo.content)}
    said["qr"] = _qr(certificate.verify_url)
    return said


@lru_cache(maxsize=128)
def _qr(url: str) -> str:
    """Draw the code of an address; each language of a certificate shows the same."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#10231f")
    return drawn.getvalue().decode("utf-8")

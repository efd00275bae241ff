"""Sets a sheet of claim slips with Typst: one page for eight learners, to print and to cut."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import segno

from app.claims.codes import ClaimSheet
from contexts import JsonObject
from issuer.model.text import in_language
from issuer.rendering.typesetting import LettersMissing, set_as_pdf, set_as_plain_pdf

TEMPLATE = Path(__file__).with_name("claim_sheet.typ")

LABELS = {
    "sl": {
        "title": "Listki za prevzem dokazil",
        "scan": "Koda QR, ki vodi do dokazila",
        "scan_or_type": "Poskenirajte kodo ali odprite ta naslov in vpišite:",
        "care": "Listek je samo vaš: kdor ga ima, lahko prevzame vaše dokazilo.",
    },
    "en": {
        "title": "Claim slips",
        "scan": "QR code that leads to the credential",
        "scan_or_type": "Scan the code, or open this address and type:",
        "care": "This slip is yours alone: whoever has it can claim your credential.",
    },
}


def set_sheet(sheet: ClaimSheet, language: str, *, public_url: str, made_at: datetime) -> bytes:
    """Set a sheet as a tagged PDF (ISO 14289-1), in one of the languages of `LABELS`."""
    content: JsonObject = {
        "language": language,
        "labels": LABELS[language],
        "school": in_language(sheet.school, language),
        "address": public_url.partition("://")[2] + "/claim",
        "slips": [
            {
                "name": slip.name,
                "title": in_language(slip.title, language),
                "code": slip.code,
                "qr": _qr(slip.url),
            }
            for slip in sheet.claims
        ],
    }
    try:
        return set_as_pdf([TEMPLATE], content, standards=["ua-1"], made_at=made_at)
    except LettersMissing:
        return set_as_plain_pdf([TEMPLATE], content, made_at=made_at)


def _qr(url: str) -> str:
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", border=0, dark="#10231f")
    return drawn.getvalue().decode("utf-8")

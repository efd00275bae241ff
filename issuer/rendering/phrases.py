"""The words a signed document is written with, beside those of the programme itself.

They are signed with it, so they stand here and not in the catalogues of the pages.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from issuer.model.text import in_language

SPOKEN = ("sl", "en", "it", "hu")
"""The languages of Slovenia's schools, and English."""

# In Slovenian a month's name would have to be declined.
_DATE_PATTERNS = {"sl": "d. M. y", "en": "d MMMM y", "it": "d MMMM y", "hu": "y. MMMM d."}


def phrase(key: str, language: str, **params: str) -> str:
    """Give a phrase in the language, else in English."""
    return str(_texts()["phrases"][key][_spoken(language)]).format(**params)


def counted(key: str, value: Decimal, language: str) -> str:
    """Write a number with the form of the noun that it asks for (CLDR plural rules)."""
    spoken = _spoken(language)
    nouns = _texts()["counted"][key][spoken]
    form = Locale.parse(spoken).plural_form(value)
    return f"{format_decimal(value, locale=spoken)} {nouns.get(form, nouns['other'])}"


def long_date(value: date, language: str) -> str:
    """Write a date as the language does."""
    spoken = _spoken(language)
    return format_date(value, format=_DATE_PATTERNS[spoken], locale=spoken)


def concept_label(labels: Mapping[str, str], language: str) -> str:
    """Give a vocabulary's label in the language, else in English, else in any."""
    return labels.get(language) or labels.get("en") or in_language(labels, language)


def within_sentence(label: str) -> str:
    """Begin a label small, unless it is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _spoken(language: str) -> str:
    return language if language in SPOKEN else "en"


@lru_cache(maxsize=1)
def _texts() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        files("issuer.rendering").joinpath("phrases.json").read_text(encoding="utf-8")
    )
    return content

"""Texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Text: TypeAlias = Mapping[str, str]
"""Language (BCP 47: "sl", "en", "it", "hu") to text."""

REQUIRED_LANGUAGES = ("sl", "en")
"""A submitted programme speaks both."""


def in_language(text: Text, language: str) -> str:
    """Give the text in `language`, else in Slovenian, English, or whatever there is; "" if none."""
    for wanted in (language, *REQUIRED_LANGUAGES, *text):
        if text.get(wanted):
            return text[wanted]
    return ""

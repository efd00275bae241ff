"""Every phrase is there in every language, with the same places to fill."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from issuer.rendering.phrases import SPOKEN, counted, long_date, phrase

TEXTS: dict[str, Any] = json.loads(
    files("issuer.rendering").joinpath("phrases.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("key", TEXTS["phrases"])
def test_a_phrase_is_there_in_every_language_with_the_same_places(key: str) -> None:
    said = TEXTS["phrases"][key]
    assert set(said) == set(SPOKEN)
    assert all(said.values())
    assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in said.values()}) == 1


@pytest.mark.parametrize(
    ("language", "two", "day"),
    [
        ("sl", "2 uri", "9. 3. 2026"),
        ("en", "2 hours", "9 March 2026"),
        ("it", "2 ore", "9 marzo 2026"),
        ("hu", "2 óra", "2026. március 9."),
        ("de", "2 hours", "9 March 2026"),
    ],
)
def test_numbers_and_dates_are_written_as_the_language_does(
    language: str, two: str, day: str
) -> None:
    assert counted("hours", Decimal(2), language) == two
    assert long_date(date(2026, 3, 9), language) == day


def test_another_language_is_answered_in_english() -> None:
    assert phrase("outcomes", "de") == "Learning outcomes"

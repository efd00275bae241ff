"""Rules for single values, at their edges."""

from __future__ import annotations

from decimal import Decimal

import pytest

from issuer.value_rules import (
    MOST_ENTRIES,
    achievement_type_faults,
    count_faults,
    is_country,
    is_esco_skill,
    is_id,
    is_web_address,
    number_faults,
    picture_faults,
    plain_faults,
)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://sola.example/", True),
        ("http://sola.example:8080/a?b=c#d", True),
        ("https://šola.example/učenje", True),
        ("HTTPS://sola.example", True),
        ("ftp://sola.example", False),
        ("//sola.example", False),
        ("https://", False),
        ("https:///pot", False),
        ("https://sola.example/a b", False),
        ('https://sola.example/"', False),
        ("https://sola.example/\n", False),
        ("", False),
    ],
)
def test_web_addresses(text: str, *, good: bool) -> None:
    assert is_web_address(text) is good


@pytest.mark.parametrize(
    ("uri", "good"),
    [
        ("http://data.europa.eu/esco/skill/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d", True),
        ("https://data.europa.eu/esco/skill/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d", False),
        ("http://data.europa.eu/esco/skill/0C5A1C5D-3B0E-4B6F-8A1E-5F0D6A7B8C9D", False),
        ("http://data.europa.eu/esco/occupation/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d", False),
        ("http://data.europa.eu/esco/skill/0c5a1c5d-3b0e-4b6f-8a1e-5f0d6a7b8c9d/", False),
    ],
)
def test_esco_skills(uri: str, *, good: bool) -> None:
    assert is_esco_skill(uri) is good


@pytest.mark.parametrize(
    ("value", "good"),
    [
        (None, True),
        (Decimal("0.01"), True),
        (Decimal("3.5"), True),
        (Decimal("3.50"), True),
        (Decimal(10), True),
        (Decimal("10.01"), False),
        (Decimal("0.001"), False),
        (Decimal(-1), False),
        (Decimal("1e30"), False),
        (Decimal("Infinity"), False),
        (12, False),
    ],
)
def test_numbers_are_short_and_in_range(value: Decimal | int | None, *, good: bool) -> None:
    assert (list(number_faults(value, 10, "/n")) == []) is good


@pytest.mark.parametrize(
    ("value", "good"),
    [
        (None, True),
        ("data:image/png;base64,AAAA", True),
        ("data:image/svg+xml;base64,AAAA", True),
        ("data:image/svg+xml,<svg/>", False),
        ("data:text/html;base64,AAAA", False),
        ("https://sola.example/slika.png", False),
    ],
)
def test_pictures(value: str | None, *, good: bool) -> None:
    assert (list(picture_faults(value, "/image")) == []) is good


@pytest.mark.parametrize(
    ("value", "good"),
    [("MicroCredential", True), ("ext:Mikrodokazilo", True), ("Mikro", False), ("ext:", False)],
)
def test_achievement_types(value: str, *, good: bool) -> None:
    assert (list(achievement_type_faults(value, "/t")) == []) is good


def test_lines_and_tabs_are_no_control_characters() -> None:
    assert list(plain_faults("prva\n\tdruga\r\n", "/t")) == []
    assert [item.code for item in plain_faults("a\x7f", "/t")] == ["TEXT_UNREADABLE"]


def test_lists_are_bounded() -> None:
    assert list(count_faults([0] * MOST_ENTRIES, "/l")) == []
    assert [item.code for item in count_faults([0] * (MOST_ENTRIES + 1), "/l")] == ["TOO_MANY"]


def test_ids_and_countries() -> None:
    assert is_id("a1")
    assert is_id("0b5f2a10-0000-4000-8000-000000000011")
    assert not any(map(is_id, ["", "č", "a b", "-a", "a" * 65]))
    assert is_country("SVN")
    assert not any(map(is_country, ["", "SI", "svn", "XXX"]))

"""Which language a page speaks, and how it writes dates, numbers and plurals."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from starlette.requests import Request

from app.web.languages import Language, language_of

SLOVENE, ENGLISH = Language("sl"), Language("en")


def request(accept: str = "", cookie: str = "", query: str = "") -> Request:
    headers = [(b"accept-language", accept.encode()), (b"cookie", cookie.encode())]
    return Request(
        {
            "type": "http",
            "method": "GET",
            "path": "/",
            "headers": headers,
            "query_string": query.encode(),
        }
    )


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "sl"),
        ("en-GB,en;q=0.9", "en"),
        ("sl-SI", "sl"),
        ("de, en;q=0.5, sl;q=0.7", "sl"),
        ("de;q=0.9, fr", "en"),
        ("it-IT,it;q=0.9", "en"),
        ("sl;q=0, en;q=0.1", "en"),
        ("en;q=x, sl", "sl"),
        ("*", "sl"),
        (",;=,,q=;", "sl"),
        ("en," * 5000, "en"),
    ],
)
def test_the_browser_asks_and_nonsense_asks_for_nothing(accept: str, language: str) -> None:
    assert language_of(request(accept)).code == language


def test_the_cookie_goes_before_the_browser_and_the_address_before_both() -> None:
    assert language_of(request("sl", "language=en")).code == "en"
    assert language_of(request("sl", "language=en", "language=sl")).code == "sl"
    assert language_of(request("en", "language=xx", "language=../../etc")).code == "en"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "ura"),
        (2, "uri"),
        (3, "ure"),
        (4, "ure"),
        (5, "ur"),
        (0, "ur"),
        (101, "ura"),
        (102, "uri"),
    ],
)
def test_slovenian_has_a_dual_and_two_plurals(number: int, words: str) -> None:
    assert SLOVENE.ngettext("hour", "hours", number) == words


def test_english_has_two_forms() -> None:
    assert [ENGLISH.ngettext("hour", "hours", number) for number in (1, 2)] == ["hour", "hours"]


def test_a_date_stands_in_the_genitive_in_slovenian() -> None:
    assert SLOVENE.date(date(2026, 8, 31)) == "31. avgusta 2026"
    assert ENGLISH.date(date(2026, 8, 31)) == "31 August 2026"


def test_a_moment_is_told_in_slovenian_time() -> None:
    just_before_midnight = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
    assert SLOVENE.date(just_before_midnight) == "1. februarja 2026"
    assert SLOVENE.moment(just_before_midnight) == "1. februarja 2026, 00:30"


def test_numbers_have_the_languages_decimal_mark() -> None:
    assert SLOVENE.number(Decimal("1234.5")) == "1.234,5"
    assert ENGLISH.number(Decimal("1234.5")) == "1,234.5"

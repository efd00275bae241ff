"""Each letter in each language: whole, the same in both forms, and nothing from elsewhere."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from app.mail import wording
from app.mail.composing import Content, Heading, compose
from app.mail.letter import LetterKind
from app.mail.wording import LANGUAGES, spoken, written_out

WORDS = Path(wording.__file__).parent / "words"
LINK = "https://dokazilo.example/claim/7pkU9sGzuIsBobhKw_8MJBLPaZHYLmMejzkRinz5cvc"
STOP = "https://dokazilo.example/letters/6a3c9d5e/stop"
FACTS = {
    "name": "Špela <b>",
    "school": "Šolski center & partnerji",
    "programme": "3D-tiskanje\nfunkcionalnih izdelkov",
    "code": "48291375",
    "children": "Ana, Bine",
    "until": "24. 11. 2026, 10:00",
    "receipt": "R-42",
}
WRITTEN_OUT = {
    "sl": "24. 11. 2026, 10:00",
    "en": "24 November 2026, 10:00",
    "it": "24 novembre 2026, 10:00",
    "hu": "2026. november 24., 10:00",
}
WITHOUT_LINK = {LetterKind.LOGIN_CODE, LetterKind.ERASURE_RECEIPT}
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_moment_is_written_as_the_language_does(language: str) -> None:
    assert written_out(datetime(2026, 11, 24, 9, tzinfo=UTC), language) == WRITTEN_OUT[language]


def composed(kind: LetterKind, language: str, *, stop_link: str = STOP) -> EmailMessage:
    link = "" if kind in WITHOUT_LINK else LINK
    heading = Heading(
        mail_id="6a3c9d5e-0b1f-4c53-9a53-0d5b6f2f8a11",
        written_at=datetime(2026, 11, 23, tzinfo=UTC),
        sender=Address("Šolski center", "dokazila", "dokazilo.example"),
        recipient=Address("", "spela", "example.com"),
    )
    content = Content(kind=kind, language=language, facts=FACTS, link=link, stop_link=stop_link)
    return compose(heading, content)


def bodies(message: EmailMessage) -> tuple[str, str]:
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    return str(text.get_content()), str(html.get_content())


def shape(words: Any) -> Any:  # noqa: ANN401 - TOML
    """Give what two languages have in common: names, and which facts each text asks for."""
    if isinstance(words, dict):
        return {name: shape(value) for name, value in words.items()}
    if isinstance(words, list):
        return [shape(value) for value in words]
    return sorted(re.findall(r"\{(\w+)\}", words))


def test_all_languages_say_the_same_of_every_kind() -> None:
    read = {each: tomllib.loads((WORDS / f"{each}.toml").read_text("utf-8")) for each in LANGUAGES}
    assert {kind.value for kind in LetterKind} <= read["sl"].keys()
    for language in LANGUAGES:
        assert shape(read[language]) == shape(read["sl"]), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_both_forms_are_whole_and_ask_nothing_of_a_third_party(
    kind: LetterKind, language: str
) -> None:
    message = composed(kind, language)
    text, html = bodies(message)
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert "\n" not in message["Subject"]
    assert max(map(len, message.as_bytes(policy=SMTP).split(b"\r\n"))) <= 998
    for body in (text, html):
        assert (LINK in body) is (kind not in WITHOUT_LINK)
        assert STOP in body
        assert "{" not in text
    assert "<b>" not in html
    assert not re.search(r"<img|<script|@import|url\(|<link", html)
    assert set(re.findall(r'href="([^"]+)"', html)) <= {LINK, STOP}


def test_letters_without_reminders_offer_no_way_to_stop_them() -> None:
    message = composed(LetterKind.REVOKED, "en", stop_link="")
    assert message["List-Unsubscribe"] is None
    assert "reminder" not in bodies(message)[0]


def test_a_letter_written_twice_is_the_same_letter() -> None:
    first, second = (composed(LetterKind.CLAIM, "hu").as_bytes() for _ in range(2))
    assert first == second


def test_a_program_can_read_where_reminders_are_stopped() -> None:
    long = f"https://dokazilo.example/letters/{'6a3c9d5e' * 8}/stop"
    written = composed(LetterKind.REMINDER, "sl", stop_link=long).as_bytes(policy=SMTP)
    assert f"\r\nList-Unsubscribe: <{long}>\r\n".encode() in written


@pytest.mark.parametrize(
    ("wanted", "language"),
    [(("it-IT",), "it"), ((None, "hu"), "hu"), (("de", "sl"), "sl"), (("de",), "en"), ((), "en")],
)
def test_the_first_language_that_letters_speak_is_taken(
    wanted: tuple[str | None, ...], language: str
) -> None:
    assert spoken(*wanted) == language


@pytest.mark.browser
def test_every_letter_fits_a_phone(browser: Browser) -> None:
    page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # the two members it wants
    for language in LANGUAGES:
        for kind in LetterKind:
            page.set_content(bodies(composed(kind, language))[1])
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= PHONE["width"], (kind, language)
            if kind not in WITHOUT_LINK:
                button = page.locator("a.button").bounding_box()
                assert button is not None
                assert button["height"] >= 44, (kind, language)
    page.close()

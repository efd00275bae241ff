"""Pictures for other people's pages: well-formed, self-contained, readable by who does not see."""

import re
from xml.etree import ElementTree as ET

import pytest

from app.web.check_badge import BadgeWords, Theme, check_badge, embedding
from app.web.languages import Language
from app.web.views.badges import unknown_words, verify_words

SVG = "{http://www.w3.org/2000/svg}"
WORDS = BadgeWords(
    small="Digital <credential>", large="Valid & well", title="A & B", description="d"
)
SIGNS = ("brand", "good", "unsure", "bad")


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("sign", SIGNS)
def test_it_is_a_described_picture(sign: str, theme: Theme) -> None:
    root = ET.fromstring(check_badge(sign, WORDS, theme))  # noqa: S314 - ours
    assert root.get("role") == "img"
    named = {
        each.get("id"): each.text for each in root if each.tag in {SVG + "title", SVG + "desc"}
    }
    assert [named[one] for one in root.get("aria-labelledby", "").split()] == ["A & B", "d"]
    assert [text.text for text in root.iter(SVG + "text")] == [
        "Digital <credential>",
        "Valid & well",
    ]


@pytest.mark.parametrize("sign", SIGNS)
def test_it_runs_and_fetches_nothing(sign: str) -> None:
    drawn = check_badge(sign, WORDS).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|@import|<script|\son\w+=|href", drawn)


def test_the_ground_is_as_asked() -> None:
    light, dark = (check_badge("good", WORDS, theme) for theme in (Theme.LIGHT, Theme.DARK))
    both = check_badge("good", WORDS)
    assert "#12603a" in light
    assert "#12603a" not in dark
    assert "prefers-color-scheme:dark" in both
    assert "prefers-color-scheme" not in light + dark


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_every_word_can_be_read_on_its_ground(theme: Theme) -> None:
    style = check_badge("good", WORDS, theme)
    ground = re.search(r"\.ground\{fill:(#\w{6})", style)
    assert ground
    for ink in re.findall(r"(?:small\{[^}]*|(?:brand|good|unsure|bad)\{)fill:(#\w{6})", style):
        low, high = sorted((luminance(ground[1]), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize("language", ["sl", "en"])
def test_it_speaks_both_languages(language: str) -> None:
    for words in (verify_words(Language(language)), unknown_words(Language(language))):
        assert words.title
    titles = {verify_words(Language(code)).title for code in ("sl", "en")}
    assert len(titles) == 2


def test_the_html_to_copy_is_safe_whatever_stands_in_it() -> None:
    html = embedding(picture="https://x.example/a?b=1&c=2", link='"><script>', alt='"x"')
    assert "<script>" not in html
    assert "&amp;c=2" in html

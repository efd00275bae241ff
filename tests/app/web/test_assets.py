"""Self-hosted assets: kept when their address tells their content, and complete."""

import re
from pathlib import Path

import pytest

from app.web.assets import STATIC, asset
from tests.app.serving import Service

SHEETS = sorted((STATIC / "css").glob("*.css"))
MOST_SCREENS_OF_LINES = 150


def test_an_address_with_the_digest_may_be_kept_for_a_year(pages: Service) -> None:
    answer = pages.get(asset("css/base.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_address_without_it_is_asked_again(pages: Service) -> None:
    answer = pages.get("/static/css/base.css")
    assert "immutable" not in answer.headers.get("cache-control", "")
    assert answer.headers["etag"]


@pytest.mark.parametrize("path", ["/static/no.css?v=1", "/static/../rendering.py?v=1", "/static/"])
def test_what_is_not_there_is_not_kept(pages: Service, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_style_sheet_is_short_and_names_only_files_that_are_here(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_SCREENS_OF_LINES
    for address in re.findall(r'url\("([^"]+)"\)', text):
        assert (sheet.parent / address).resolve().is_file(), address


def test_every_font_comes_with_its_licence() -> None:
    licences = [path.read_text(encoding="utf-8") for path in (STATIC / "fonts").glob("*-OFL.txt")]
    assert len(licences) == 2
    assert all("SIL Open Font License, Version 1.1" in text for text in licences)


def test_nothing_is_named_on_another_host() -> None:
    texts = [*SHEETS, *(STATIC / "js").glob("*.js")]
    assert [path.name for path in texts if "://" in path.read_text(encoding="utf-8")] == []

"""A badge's picture stands on its own: its own colours, well-formed, nothing fetched."""

import re
from dataclasses import astuple
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.web.badge_picture import badge_picture
from issuer.model.programme import Level, ProgrammeContent
from issuer.rendering.badge.palette import PALETTE

STYLESHEET = Path(__file__).parents[3] / "app/web/static/css/seal.css"


def _picture(title: str, sok: int | None = 4) -> str:
    return badge_picture(ProgrammeContent(title={"sl": title}, level=Level(sok=sok)))


@pytest.mark.parametrize("title", ["3D-tisk", "<script>", "Čebelarstvo & med", ""])
def test_any_title_gives_a_well_formed_file(title: str) -> None:
    root = ET.fromstring(_picture(title))  # noqa: S314 - ours
    assert root.tag == "{http://www.w3.org/2000/svg}svg"


def test_it_fetches_nothing() -> None:
    drawn = _picture("Varjenje").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|@import", drawn)


def test_its_colours_are_those_of_the_pages() -> None:
    light = STYLESHEET.read_text(encoding="utf-8").partition("@media")[0]
    declared = re.findall(r"ground: (#\w+); --seal-ink: (#\w+); --seal-second: (#\w+)", light)
    assert declared == [astuple(inks) for inks in PALETTE]


def test_the_colours_are_those_of_the_seal_on_the_page() -> None:
    drawn = _picture("Varjenje")
    palette = re.search(r"seal--(\d)", drawn)
    assert palette is not None
    assert all(colour in drawn for colour in astuple(PALETTE[int(palette[1])]))

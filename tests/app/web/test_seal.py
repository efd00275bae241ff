"""A programme's seal is the same every time, and no two look alike."""

from xml.etree import ElementTree as ET

import pytest

from app.web.seal import seal
from issuer.rendering.badge.palette import PALETTE

TITLES = [f"Program {number}" for number in range(60)]


def test_the_same_title_gives_the_same_seal_in_any_case() -> None:
    assert seal("Čebelarstvo").replace(">Č<", "") == seal("ČEBELARSTVO").replace(">Č<", "")


def test_titles_are_told_apart() -> None:
    assert len({seal(title) for title in TITLES}) == len(TITLES)


def test_every_pair_of_ink_is_used_and_no_other() -> None:
    used = {ET.fromstring(seal(title)).get("class") for title in TITLES}  # noqa: S314 - ours
    assert used == {f"seal seal--{palette}" for palette in range(len(PALETTE))}


@pytest.mark.parametrize(("level", "full"), [(1, 1), (4, 4), (10, 10)])
def test_dots_count_the_level(level: int, full: int) -> None:
    drawn = seal("Varjenje", level=level)
    assert drawn.count("seal__dot--full") == full
    assert drawn.count("seal__dot--empty") == 10 - full


def test_without_a_level_there_are_no_dots() -> None:
    assert "seal__dot" not in seal("Varjenje")


@pytest.mark.parametrize("title", ["", "<script>", "«»", "&"])
def test_any_title_gives_well_formed_svg_without_its_markup(title: str) -> None:
    drawn = seal(title, level=3)
    ET.fromstring(drawn)  # noqa: S314 - ours
    assert "<script" not in drawn


def test_a_prefix_keeps_ids_apart() -> None:
    assert seal("A", prefix="one").split('id="')[1] != seal("A", prefix="two").split('id="')[1]

"""A badge's picture: drawn for its programme, always the same, and honest about its standing."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from issuer.baking.own_picture import OwnPicture
from issuer.rendering.badge.drawing import badge_png, badge_svg
from issuer.rendering.badge.face import Face, face_of
from issuer.rendering.badge.palette import PALETTE, lot_of, place_in_palette
from tests.issuer.examples import HEAT_PUMPS, SCHOOL

ALARM = (0x8C, 0x1D, 0x18, 0xFF)
MIDDLE = (400, 400)


def face(**changes: object) -> Face:
    return replace(face_of(HEAT_PUMPS, SCHOOL, "sl"), **changes)  # type: ignore[arg-type]


def pixels(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGBA")


def test_it_is_square_and_see_through_around() -> None:
    picture = pixels(badge_png(face()))
    assert picture.size == (800, 800)
    assert [picture.getpixel(corner) for corner in ((0, 0), (799, 799))] == [(0, 0, 0, 0)] * 2


def test_it_is_drawn_in_the_colours_of_its_programme() -> None:
    for title in ("Varjenje", "Čebelarstvo", "Poučevanje"):
        ink = PALETTE[place_in_palette(lot_of(title))].ink
        picture = pixels(badge_png(face(drawn_from=title)))
        assert picture.getpixel((400, 12)) == (*bytes.fromhex(ink[1:]), 255)


def test_it_is_the_same_every_time_and_another_for_another_programme() -> None:
    first = badge_png(face())
    badge_png.cache_clear()
    assert badge_png(face()) == first
    others = [face(title="Drugo"), face(level=2), face(issuer="Druga šola"), face(drawn_from="x")]
    assert len({first, *(badge_png(other) for other in others)}) == len(others) + 1


@pytest.mark.parametrize("title", ["W" * 300, "Ob sevanju " * 27, "<script>&\"'", "王小明", ""])
def test_any_title_finds_room(title: str) -> None:
    for drawn in (face(title=title), face(title=title, issuer=title or "x", level=None)):
        picture = pixels(badge_png(drawn))
        # Beside the words, between them and the ring, nothing is written.
        assert {picture.getpixel((x, 400)) for x in (155, 645)} == {(255, 255, 255, 255)}


def test_the_standing_stands_across_it() -> None:
    assert pixels(badge_png(face())).getpixel((200, 466)) != ALARM
    for own in (None, OwnPicture("png", badge_png(face()))):
        assert pixels(badge_png(face(standing="Preklicano"), own)).getpixel((200, 466)) == ALARM


def test_a_schools_own_picture_takes_the_place_of_the_drawn_one() -> None:
    written = BytesIO()
    Image.new("RGB", (40, 20), "#123456").save(written, "PNG")
    picture = pixels(badge_png(face(), OwnPicture("png", written.getvalue())))
    assert picture.getpixel(MIDDLE) == (0x12, 0x34, 0x56, 255)
    assert picture.getpixel((400, 100)) == (0, 0, 0, 0)  # wider than high: room above and below


def test_as_svg_it_needs_nothing_beside_it() -> None:
    drawn = badge_svg(face()).decode()
    assert drawn.startswith(f'<svg role="img" aria-label="{face().title}. ')
    for foreign in ("<text", "font-family", "<image", "<script", "<style", "url(h", "url(d"):
        assert foreign not in drawn

"""A school's picture is used when it can be; a hostile one is no reason to give none."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from PIL import Image

from app.takeaway.pictures import ToBake, baked_png, baked_svg
from issuer.rendering.badge.drawing import badge_png
from issuer.rendering.badge.face import face_of
from tests.issuer.baking.test_own_picture import bomb
from tests.issuer.examples import HEAT_PUMPS, SCHOOL
from tests.verifier.containers.making import BADGE, itxt, png
from verifier.containers import unpack

CREDENTIAL = BADGE.strip()
FACE = face_of(HEAT_PUMPS, SCHOOL, "sl")
MIDDLE = (400, 400)
SPACE = 'xmlns="http://www.w3.org/2000/svg"'
RED = f'<svg {SPACE} viewBox="0 0 9 9"><rect width="9" height="9" fill="#f00"/></svg>'.encode()


def given(content: bytes | None, kind: str = "png") -> ToBake:
    encoded = None if content is None else base64.b64encode(content).decode()
    image = None if encoded is None else f"data:image/{kind};base64,{encoded}"
    return ToBake(face=FACE, image=image, credential=CREDENTIAL)


def pixels(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


@pytest.mark.parametrize(
    ("content", "kind"), [(RED, "svg+xml"), (png(), "png")], ids=["svg", "png"]
)
def test_a_schools_picture_is_baked_in_both_kinds(content: bytes, kind: str) -> None:
    wanted = {"png": (128, 128, 128), "svg+xml": (255, 0, 0)}[kind]
    baked = baked_png(given(content, kind))
    assert pixels(baked).getpixel(MIDDLE) == wanted
    assert [unpack(each).secured for each in (baked, baked_svg(given(content, kind)))] == [
        CREDENTIAL
    ] * 2


def test_a_schools_drawing_stays_a_drawing() -> None:
    drawn = baked_svg(given(RED, "svg+xml"))
    assert b'<rect width="9" height="9" fill="#f00"></rect>' in drawn
    assert b"<image" not in drawn


def test_what_was_baked_into_a_schools_picture_is_gone() -> None:
    baked = baked_png(given(png(itxt(b"{}"))))
    assert (unpack(baked).secured, unpack(baked).others) == (CREDENTIAL, 0)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bomb(), "png"),
        (b"GIF89a", "png"),
        (b"<svg", "svg+xml"),
        (f"<svg {SPACE} width='0' height='0'></svg>".encode(), "svg+xml"),
        (b"<!DOCTYPE svg [<!ENTITY a 'ha'>]>" + RED, "svg+xml"),
    ],
)
def test_instead_of_a_hostile_one_the_programmes_is_drawn(content: bytes, kind: str) -> None:
    assert baked_png(given(content, kind)) == baked_png(given(None))
    assert pixels(baked_png(given(None))).tobytes() == pixels(badge_png(FACE)).tobytes()

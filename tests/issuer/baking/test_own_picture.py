"""A school's picture keeps its pixels and loses everything else; a hostile one is refused."""

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from issuer.baking.own_picture import PictureRefused, own_picture
from tests.verifier.containers.making import chunk, png


def data_url(content: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def drawn(size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, "#0d5c52").save(written, "PNG", **options)
    return written.getvalue()


def bomb() -> bytes:
    """Give a picture of 30,000 by 30,000 pixels in some hundred bytes."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * 4096))
    return b"\x89PNG\r\n\x1a\n" + header + rows + chunk(b"IEND", b"")


def opened(content: bytes) -> Image.Image:
    with Image.open(BytesIO(content)) as picture:
        picture.load()
        return picture


def test_pixels_stay_and_what_was_written_beside_them_goes() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Location", "46.05 N 14.5 E")
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    written = own_picture(data_url(drawn(pnginfo=told, exif=exif)))
    assert b"46.05" not in written.content
    assert b"camera" not in written.content
    picture = opened(written.content)
    assert picture.size == (30, 20)
    assert picture.convert("RGB").getpixel((3, 3)) == (0x0D, 0x5C, 0x52)


def test_a_photograph_becomes_pixels() -> None:
    written = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "a camera"
    Image.new("RGB", (30, 20), "#0d5c52").save(written, "JPEG", exif=exif)
    picture = own_picture(data_url(written.getvalue(), "jpeg"))
    assert (picture.format, opened(picture.content).size) == ("png", (30, 20))
    assert b"camera" not in picture.content


def test_a_large_picture_is_made_smaller() -> None:
    assert opened(own_picture(data_url(drawn((2400, 600)))).content).size == (1200, 300)


@pytest.mark.parametrize(
    "content",
    [bomb(), png()[:40], b"\x89PNG\r\n\x1a\n", b"<svg/>", b"", drawn((2500, 2500))],
    ids=["bomb", "cut", "bare", "other kind", "empty", "large"],
)
def test_what_cannot_be_opened_within_bounds_is_refused(content: bytes) -> None:
    with pytest.raises(PictureRefused):
        own_picture(data_url(content))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://school.example/badge.png",
        "data:image/gif;base64,R0lG",
        "data:image/png;base64,?",
    ],
)
def test_what_is_no_picture_of_these_kinds_is_refused(url: str) -> None:
    with pytest.raises(PictureRefused):
        own_picture(url)

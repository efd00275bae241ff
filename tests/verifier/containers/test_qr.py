"""QR codes in pictures: found wherever they stand, read byte for byte, never guessed."""

import io
import struct

import pytest
import segno
from PIL import Image

from tests.verifier.containers.making import BADGE, TOKEN, code_of, itxt, png
from verifier.containers import Container, unpack
from verifier.containers.qr import code_in

ADDRESS = b"https://school.example/c/abcdefghijklmnop?utm_source=linkedin"
KINDS = {"PNG": Container.PNG, "JPEG": Container.JPEG, "WEBP": Container.WEBP, "GIF": Container.GIF}


def drawn(text: bytes, scale: int = 4) -> Image.Image:
    """Draw a code."""
    written = io.BytesIO()
    segno.make(text.decode(), micro=False).save(written, kind="png", scale=scale, border=4)
    return Image.open(written).convert("RGB")


def saved(picture: Image.Image, kind: str = "PNG") -> bytes:
    """Write a picture."""
    written = io.BytesIO()
    picture.save(written, kind)
    return written.getvalue()


def on_page(code: Image.Image, size: tuple[int, int] = (2480, 3508)) -> Image.Image:
    """Put a code into the corner of a scanned page."""
    page = Image.new("RGB", size, (236, 233, 226))
    page.paste(code, (size[0] - code.width - 90, size[1] - code.height - 90))
    return page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", [ADDRESS, TOKEN, BADGE.strip()], ids=["address", "token", "json"])
def test_a_code_is_read_byte_for_byte(kind: str, text: bytes) -> None:
    picture = saved(drawn(text), kind)
    assert code_in(picture) == (text, KINDS[kind])
    unpacked = unpack(picture)
    assert (unpacked.secured, unpacked.containers) == (text, (KINDS[kind], Container.QR))


@pytest.mark.parametrize("kind", KINDS)
def test_a_small_code_on_a_large_page(kind: str) -> None:
    size = (2000, 2800) if kind == "WEBP" else (2480, 3508)
    assert code_in(saved(on_page(drawn(ADDRESS, 6), size), kind)) == (ADDRESS, KINDS[kind])


def test_a_photograph_askew() -> None:
    table = Image.new("RGB", (4000, 3000), (90, 80, 70))
    table.paste(on_page(drawn(ADDRESS, 8), (1800, 1300)), (1200, 900))
    photograph = table.rotate(11, resample=Image.Resampling.BICUBIC)
    assert code_in(saved(photograph, "JPEG")) == (ADDRESS, Container.JPEG)


def test_a_code_on_a_transparent_ground() -> None:
    code = drawn(ADDRESS).convert("L")
    see_through = Image.merge("LA", (Image.new("L", code.size, 0), code.point(lambda p: 255 - p)))
    assert code_in(saved(see_through)) == (ADDRESS, Container.PNG)


def test_the_badge_in_a_picture_comes_before_the_code_on_it() -> None:
    picture = saved(drawn(ADDRESS))
    end = picture.rindex(b"IEND") - 4
    baked = picture[:end] + itxt(BADGE) + picture[end:]
    assert unpack(baked).containers == (Container.PNG,)


def test_other_codes_are_passed_over_and_a_credential_comes_first() -> None:
    both = Image.new("RGB", (2000, 1000), "white")
    both.paste(drawn(TOKEN, 3), (20, 20))
    both.paste(drawn(ADDRESS, 3), (1200, 20))
    both.paste(drawn(b"WIFI:S:school;P:secret;;", 3), (1200, 500))
    assert code_in(saved(both)) == (TOKEN, Container.PNG)


def test_a_scanned_certificate_in_a_pdf() -> None:
    written = io.BytesIO()
    on_page(drawn(ADDRESS, 6), (1200, 1700)).save(written, "PDF")
    assert unpack(written.getvalue()).containers == (Container.PDF, Container.JPEG, Container.QR)
    written = io.BytesIO()
    Image.new("RGB", (200, 200)).save(written, "PDF")
    assert code_of(unpack, written.getvalue()) == "CONTAINER_EMPTY"


def test_two_addresses_are_too_many() -> None:
    both = Image.new("RGB", (800, 400), "white")
    both.paste(drawn(ADDRESS, 3), (20, 20))
    both.paste(drawn(b"https://other.example/", 3), (420, 20))
    assert code_of(code_in, saved(both)) == "CONTAINER_SEVERAL"


@pytest.mark.parametrize("text", [b"javascript:alert(1)", b"hello", b"https://a.example/ b"])
def test_what_leads_nowhere_is_nothing(text: bytes) -> None:
    assert code_of(code_in, saved(drawn(text))) == "PICTURE_EMPTY"


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_damaged(kind: str) -> None:
    whole = saved(Image.effect_noise((200, 200), 60), kind)
    assert code_of(code_in, whole[: len(whole) // 2]) == "CONTAINER_DAMAGED"


def test_too_many_pixels_are_not_decoded() -> None:
    header = struct.pack(">IIBBBBB", 5000, 5000, 8, 0, 0, 0, 0)
    assert code_of(code_in, png().replace(png()[16:29], header)) in {
        "CONTAINER_TOO_LARGE",
        "CONTAINER_DAMAGED",
    }
    large = saved(Image.new("L", (3000, 3000)), "WEBP")
    assert code_of(code_in, large) == "CONTAINER_TOO_LARGE"


@pytest.mark.parametrize(
    "start", [b"\0\0\0\x18ftypheic", b"II*\0", b"MM\0*", b"BM\1\2\3\4\0\0\0\0"]
)
def test_kinds_that_are_not_read_are_named(start: bytes) -> None:
    assert code_of(code_in, start + bytes(64)) == "PICTURE_NOT_READ"


@pytest.mark.parametrize("data", [b"", b"{}", TOKEN, b"BMW is a car", b"RIFF1234WAVE"])
def test_what_is_no_picture_is_left_alone(data: bytes) -> None:
    assert code_in(data) is None
    assert unpack(data).containers == ()

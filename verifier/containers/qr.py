"""Reads the QR codes in a picture (ISO/IEC 18004), by way of ZXing: an address, or a credential."""

import re
from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter

from verifier.containers.carrier import Container, several
from verifier.containers.pictures import open_grey, picture_of
from verifier.containers.recognising import is_credential
from verifier.judgement import undecided

_FIRST_LOOK = 1_000_000
_SECOND_LOOK = 2_000_000
"""Pixels. Looking takes time that grows faster than the picture, in one made to that end."""
_MOST_SIDE = 2000
_SMALLEST_SIDE = 21
"""Modules of the smallest code."""
_QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_ADDRESS = re.compile(rb"https?://[!-~]{1,2040}", re.IGNORECASE)


def code_in(data: bytes) -> tuple[bytes, Container] | None:
    """Give what the picture's one QR code says, and the kind of picture; None when it is none.

    Codes that hold neither an address nor a credential are passed over. Raises Judged:
    PICTURE_EMPTY, PICTURE_NOT_READ, CONTAINER_SEVERAL, CONTAINER_TOO_LARGE, CONTAINER_DAMAGED.
    """
    kind = picture_of(data)
    if kind is None:
        return None
    picture = open_grey(data, kind, most_side=_MOST_SIDE)
    for view in _views(picture):
        found = set(_contents(view))
        # Who holds the credential itself needs no address of it.
        wanted = {text for text in found if is_credential(text)} or found
        if len(wanted) > 1:
            raise several(kind)
        if wanted:
            return wanted.pop(), kind
    raise undecided(
        "PICTURE_EMPTY",
        "In this picture there is no credential, and no QR code with one or with an address.",
        container=kind.value,
    )


def _views(picture: Image.Image) -> Iterator[Image.Image]:
    """Give the whole picture, small, and once more larger where there is more to see.

    A strip that is lower than any code is not looked at.

    The larger one is blurred by half a pixel: codes stay readable, and what is made to look like
    the corners of a million codes, each seven pixels wide, becomes grey.
    """
    if min(picture.size) < _SMALLEST_SIDE:
        return
    yield _of_size(picture, _FIRST_LOOK)
    if picture.width * picture.height > _FIRST_LOOK:
        yield _of_size(picture, _SECOND_LOOK).filter(ImageFilter.BoxBlur(0.5))


def _of_size(picture: Image.Image, most_pixels: int) -> Image.Image:
    pixels = picture.width * picture.height
    if pixels <= most_pixels:
        return picture
    scale = float((most_pixels / pixels) ** 0.5)
    size = (max(1, int(picture.width * scale)), max(1, int(picture.height * scale)))
    return picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _contents(picture: Image.Image) -> Iterator[bytes]:
    for code in zxingcpp.read_barcodes(picture, formats=_QR_CODE):
        text = bytes(code.bytes).strip()
        if _ADDRESS.fullmatch(text) or is_credential(text):
            yield text

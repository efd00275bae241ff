"""Opens pictures that were photographed, scanned or copied from a screen, within bounds.

A picture's few bytes may stand for as many pixels as they like. So it is opened by its header
first, and decoded only when it is small enough for its kind, to shades of grey.
"""

import struct
import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from verifier.containers.carrier import Container, damaged, too_large
from verifier.judgement import Judged, undecided

_MILLION = 1_000_000
_ENOUGH = 2 * _MILLION
_MOST_SCANS = 24
"""Of a progressive JPEG: each is a pass over the whole picture."""
_UNREADABLE = (
    *(UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError),
    *(IndexError, KeyError, TypeError, struct.error, OverflowError, Warning),
)
"""What a malformed file makes of a decoder."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """What may be decoded of one kind."""

    pillow_name: str
    most_pixels: int


_BOUNDS: dict[Container, _Bound] = {
    Container.PNG: _Bound("PNG", 12 * _MILLION),
    Container.GIF: _Bound("GIF", 12 * _MILLION),
    Container.WEBP: _Bound("WEBP", 8 * _MILLION),  # its decoder holds the picture four times
    Container.JPEG: _Bound("JPEG", 64 * _MILLION),  # decoded at an eighth, where it is that large
}
_MOST_OF_SCANS = 16 * _MILLION
"""Of a JPEG in several scans, which are all held until the last."""
_SHOWN = {b"\x89PNG\r\n\x1a\n": Container.PNG, b"\xff\xd8\xff": Container.JPEG}
_START_OF_SCAN = b"\xff\xda"
_NOT_READ = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypavif")
_NOT_READ_STARTS = (b"II*\0", b"MM\0*", b"BM")
_BM_ZEROS = slice(6, 10)
"""Reserved bytes of a bitmap: a text that begins with BM has none."""


def picture_of(data: bytes) -> Container | None:
    """Tell the kind of a picture by its first bytes; raise Judged for kinds that are not read."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Container.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return Container.JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return Container.GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Container.WEBP
    if data[4:12] in _NOT_READ or _is_bitmap_or_tiff(data):
        raise undecided(
            "PICTURE_NOT_READ",
            "Pictures of this kind are not read here. Send a PNG or JPEG, such as a screenshot.",
        )
    return None


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """What a picture says of itself before it is decoded."""

    media_type: str
    width: int
    height: int
    """Both in pixels."""


def header_of(data: bytes) -> PictureHeader | None:
    """Tell whether bytes are a PNG or JPEG picture, by their header alone; None for all else."""
    kind = next((kind for start, kind in _SHOWN.items() if data.startswith(start)), None)
    if kind is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(data), formats=(_BOUNDS[kind].pillow_name,)) as picture:
                _check_size(data, picture, kind)
                return PictureHeader(f"image/{kind.value}", *picture.size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, Judged, *_UNREADABLE):
        return None


def open_grey(data: bytes, kind: Container, *, most_side: int) -> Image.Image:
    """Decode the first frame in shades of grey, at about `most_side` where that saves work.

    Raises Judged: CONTAINER_TOO_LARGE, CONTAINER_DAMAGED.
    """
    bound = _BOUNDS[kind]
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Pillow warns of a bomb that is only half as large
        try:
            with Image.open(BytesIO(data), formats=(bound.pillow_name,)) as picture:
                _check_size(data, picture, kind)
                if kind is Container.JPEG:
                    picture.draft("L", (most_side, most_side))
                return _on_white(picture)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels(kind, bound.most_pixels) from None
        except _UNREADABLE as error:
            raise damaged(kind, f"reading it ended in {type(error).__name__}") from None


def _check_size(data: bytes, picture: Image.Image, kind: Container) -> None:
    most = _BOUNDS[kind].most_pixels
    if kind is Container.JPEG and (scans := _scans(data)) > 1:
        most = _MOST_OF_SCANS
        if scans > _MOST_SCANS:
            raise too_large(kind, f"it is made of more than {_MOST_SCANS} scans")
    width, height = picture.size
    if width * height > most:
        raise _too_many_pixels(kind, most)


def _too_many_pixels(kind: Container, most: int) -> Judged:
    return too_large(kind, f"it has more than {most // _MILLION} million pixels")


def _scans(jpeg: bytes) -> int:
    """Count the scans (SOS markers) after the segments before the first (ITU-T T.81, B.1)."""
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at : at + 2] != _START_OF_SCAN:
        at += 2 + int.from_bytes(jpeg[at + 2 : at + 4])  # so that a thumbnail's are not counted
    return jpeg.count(_START_OF_SCAN, at)


def _on_white(picture: Image.Image) -> Image.Image:
    """Lay a transparent picture on white, as whoever looks at it sees it."""
    # Codes are looked for in fewer pixels anyway, and colours take four times the room of greys.
    smaller = int((picture.width * picture.height / _ENOUGH) ** 0.5)
    if smaller > 1 and picture.mode in ("RGB", "RGBA", "L", "LA"):
        picture = picture.reduce(smaller)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        seen = picture.convert("LA")
        grey, alpha = seen.getchannel(0), seen.getchannel(1)
        white = Image.new("L", grey.size, 255)
        white.paste(grey, mask=alpha)
        return white
    return picture.convert("L")


def _is_bitmap_or_tiff(data: bytes) -> bool:
    if data.startswith(b"BM"):
        return data[_BM_ZEROS] == bytes(4)
    return data.startswith(_NOT_READ_STARTS)

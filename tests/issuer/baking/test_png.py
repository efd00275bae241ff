"""A baked PNG holds one credential, byte for byte, and nothing of what the picture said before."""

from io import BytesIO

import pytest
from PIL import Image

from issuer.baking.png import NotPng, bake_png
from tests.verifier.containers.making import BADGE, TOKEN, chunk, itxt, png
from verifier.containers import unpack

PLAIN = png()


def texts_of(picture: bytes) -> dict[str, str]:
    with Image.open(BytesIO(picture)) as opened:
        opened.load()
        return dict(opened.text)  # type: ignore[attr-defined]  # of PNG files only


@pytest.mark.parametrize("credential", [BADGE, TOKEN], ids=["json", "jwt"])
def test_what_is_baked_comes_out_byte_for_byte(credential: bytes) -> None:
    baked = bake_png(PLAIN, credential)
    assert unpack(baked).secured == credential
    assert texts_of(baked) == {"openbadgecredential": credential.decode()}


def test_the_chunk_is_as_open_badges_writes_it() -> None:
    assert bake_png(PLAIN, TOKEN) == PLAIN.replace(chunk(b"IEND", b""), b"") + itxt(TOKEN) + chunk(
        b"IEND", b""
    )


def test_a_baked_picture_is_baked_anew_and_never_twice() -> None:
    old = png(itxt(BADGE), itxt(b"{}", b"openbadges"), chunk(b"tEXt", b"openbadges\0https://a"))
    baked = bake_png(old, TOKEN)
    assert baked == bake_png(PLAIN, TOKEN)
    assert unpack(baked).others == 0


def test_what_cameras_and_programs_add_is_left_out() -> None:
    told = (chunk(b"eXIf", b"MM\0*"), chunk(b"tIME", b"\x07\xe9\1\1\0\0\0"), chunk(b"zTXt", b"a"))
    assert bake_png(png(*told), TOKEN) == bake_png(PLAIN, TOKEN)


@pytest.mark.parametrize("picture", [b"", b"GIF89a", PLAIN[:-1], PLAIN[:-12], PLAIN[:9]])
def test_what_is_no_whole_png_is_refused(picture: bytes) -> None:
    with pytest.raises(NotPng):
        bake_png(picture, TOKEN)


def test_what_follows_the_end_is_cut_off() -> None:
    assert bake_png(PLAIN + b"PK\3\4 and more", TOKEN) == bake_png(PLAIN, TOKEN)

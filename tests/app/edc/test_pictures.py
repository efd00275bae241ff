"""Only what is a picture, by its bytes and within bounds, is shown as one."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.edc.nodes import Nodes
from app.edc.pictures import pictures_json
from contexts import JsonObject


def picture(kind: str = "PNG", side: tuple[int, int] = (8, 6)) -> bytes:
    made = BytesIO()
    Image.new("RGB", side, "white").save(made, kind)
    return made.getvalue()


def claimed(width: int, height: int) -> bytes:
    """Make a PNG whose header claims more than there is."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + picture()[33:]


def shown(content: object, page: object = 1) -> list[JsonObject]:
    image = {"type": "MediaObject", "content": content, "description": {"sl": "Slika"}}
    detail = {"type": "DisplayDetail", "image": image, "page": page}
    language = {"id": "http://publications.europa.eu/resource/authority/language/SLV"}
    display = {"language": language, "displayDetail": [detail]}
    document = {
        "type": "EuropeanDigitalCredential",
        "displayParameter": {"individualDisplay": display},
    }
    nodes = Nodes.of(document)
    return pictures_json(nodes, nodes.first(nodes.credential, "displayParameter"))


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg")])
def test_a_picture_is_a_data_url_of_its_own_kind(kind: str, media_type: str) -> None:
    [found] = shown(encoded(picture(kind)), page=2)
    assert found["data_url"] == f"data:{media_type};base64,{encoded(picture(kind))}"
    assert (found["width"], found["height"], found["page"]) == (8, 6, 2)
    assert found["language"]["sl"] == "slovenščina"
    assert found["text"] == {"sl": "Slika"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no base64!",
        5,
        None,
        ["a", {}],
        encoded(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        encoded(b"<html><script>alert(1)</script>"),
        encoded(b"%PDF-1.7"),
        encoded(picture("GIF")),
        encoded(b"\x89PNG\r\n\x1a\n<script>"),
        encoded(b"\xff\xd8\xff" + bytes(100)),
        encoded(claimed(60_000, 60_000)),
        encoded(claimed(8_001, 1)),
        "A" * 2_000_004,
        "data:image/png;base64," + encoded(picture()),
        encoded(picture()) + '" onerror="alert(1)',
    ],
)
def test_what_is_no_picture_is_left_out(content: object) -> None:
    assert shown(content) == []


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "99999", {}, None, True])
def test_a_page_that_is_no_number_is_the_first(page: object) -> None:
    [found] = shown(encoded(picture()), page)
    assert found["page"] == 1

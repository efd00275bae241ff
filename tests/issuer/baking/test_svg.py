"""A baked SVG holds one credential, and the drawing is what it was."""

import json

import pytest

from issuer.baking.svg import NotSvg, bake_svg
from tests.verifier.containers.making import BADGE, NAMESPACE, TOKEN, example, svg
from verifier.containers import unpack

SPACE = 'xmlns="http://www.w3.org/2000/svg"'
PLAIN = f'<svg {SPACE} viewBox="0 0 9 9"><path d="M1 1h7v7h-7z"/></svg>'.encode()


@pytest.mark.parametrize("credential", [BADGE, TOKEN], ids=["json", "jwt"])
def test_what_is_baked_comes_out_byte_for_byte(credential: bytes) -> None:
    found = unpack(bake_svg(PLAIN, credential))
    assert (found.secured, found.others) == (credential.strip(), 0)


def test_a_token_is_an_attribute_and_json_a_cdata_section() -> None:
    opening, rest = (
        f'<svg xmlns:openbadges="{NAMESPACE}" {SPACE} viewBox="0 0 9 9">'.encode(),
        PLAIN.partition(b">")[2],
    )
    assert bake_svg(PLAIN, TOKEN) == b"".join(
        (opening, b'<openbadges:credential verify="', TOKEN, b'"></openbadges:credential>', rest)
    )
    assert bake_svg(PLAIN, b'{"a":1}') == b"".join(
        (opening, b'<openbadges:credential><![CDATA[{"a":1}]]></openbadges:credential>', rest)
    )


def test_json_that_would_end_its_section_does_not() -> None:
    credential = json.dumps({"a": "]]></svg><script>"}).encode()
    inside = unpack(bake_svg(PLAIN, credential)).secured
    assert json.loads(inside) == json.loads(credential)


@pytest.mark.parametrize(
    "old",
    [
        bake_svg(PLAIN, BADGE),
        bake_svg(bake_svg(PLAIN, TOKEN), BADGE),
        svg(f"<g><ob:credential>{'{}'}</ob:credential></g><ob:credential verify='a>b'/>"),
        svg("<ob:assertion verify='https://a.example'/>", namespace="http://openbadges.org"),
        example("badge.svg"),
    ],
    ids=["json", "twice", "nested", "Open Badges 2.0", "with a licence"],
)
def test_a_baked_picture_is_baked_anew_and_never_twice(old: bytes) -> None:
    baked = bake_svg(old, TOKEN)
    assert (unpack(baked).secured, unpack(baked).others) == (TOKEN, 0)
    assert baked.count(b"verify=") == 1
    assert b"assertion" not in baked
    assert bake_svg(baked, TOKEN) == baked


@pytest.mark.parametrize(
    "picture",
    [
        b"",
        b"<svg/>",
        f"<svg {SPACE}/>".encode(),
        PLAIN[:-3],
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + PLAIN,
        PLAIN.decode().encode("utf-16"),
        b"<html xmlns='http://www.w3.org/1999/xhtml'></html>",
    ],
    ids=["empty", "no namespace", "empty element", "cut", "entity", "UTF-16", "HTML"],
)
def test_what_is_no_picture_is_refused(picture: bytes) -> None:
    with pytest.raises(NotSvg):
        bake_svg(picture, TOKEN)


def test_what_stands_before_the_picture_stays() -> None:
    before = b'<?xml version="1.0" encoding="utf-8"?>\n<!-- > a licence -->\n'
    assert bake_svg(before + PLAIN, TOKEN) == before + bake_svg(PLAIN, TOKEN)

"""Baked SVG pictures: by namespace, with nothing loaded and nothing expanded."""

import pytest

from tests.verifier.containers.making import BADGE, TOKEN, code_of, svg
from verifier.containers.svg import NotSvg, read_svg

CDATA = f"<ob:credential><![CDATA[{BADGE.decode()}]]></ob:credential>"
VERIFY = f'<ob:credential verify="{TOKEN.decode()}"/>'
DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd">\n'


def test_json_and_token_are_taken_out() -> None:
    assert read_svg(svg(CDATA)).secured == BADGE.strip()
    assert read_svg(svg(VERIFY)).secured == TOKEN


def test_text_needs_no_cdata() -> None:
    escaped = BADGE.decode().replace("&", "&amp;").replace("<", "&lt;")
    assert read_svg(svg(f"<ob:credential>{escaped}</ob:credential>")).secured == BADGE.strip()


def test_several_cdata_sections_are_one_text() -> None:
    assert read_svg(
        svg('<ob:credential><![CDATA[{"a":]]><![CDATA[1}]]></ob:credential>')
    ).secured == (b'{"a":1}')


def test_the_namespace_decides_not_the_prefix() -> None:
    own = CDATA.replace(
        "<ob:credential>", '<x:credential xmlns:x="https://purl.imsglobal.org/ob/v3p0">'
    )
    assert (
        read_svg(svg(own.replace("</ob:", "</x:"), namespace="urn:other")).secured == BADGE.strip()
    )
    assert code_of(read_svg, svg(CDATA, namespace="urn:other")) == "CONTAINER_EMPTY"


def test_a_doctype_is_harmless_and_not_loaded() -> None:
    assert read_svg(svg(CDATA, before=DOCTYPE)).secured == BADGE.strip()


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "a">',
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x SYSTEM "https://school.example/x">',
        '<!ENTITY % p SYSTEM "https://school.example/p"> %p;',
        '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">',
    ],
)
def test_a_declared_entity_is_refused(subset: str) -> None:
    picture = svg(CDATA, before=f"<!DOCTYPE svg [{subset}]>\n")
    assert code_of(read_svg, picture) == "CONTAINER_ENTITIES"


def test_an_entity_of_the_unread_doctype_is_not_expanded() -> None:
    picture = svg("<ob:credential>&x;</ob:credential>", before=DOCTYPE)
    assert code_of(read_svg, picture) == "CONTAINER_EMPTY"


def test_the_first_of_several_is_taken_and_the_others_counted() -> None:
    carried = read_svg(svg(VERIFY + CDATA))
    assert (carried.secured, carried.others) == (TOKEN, 1)


def test_one_inside_another_is_its_text() -> None:
    nested = f"<ob:credential><ob:credential>{TOKEN.decode()}</ob:credential></ob:credential>"
    carried = read_svg(svg(nested))
    assert (carried.secured, carried.others) == (TOKEN, 0)


def test_an_assertion_of_2_0_is_told_apart() -> None:
    old = '<a:assertion xmlns:a="http://openbadges.org" verify="eyJ9.e30.AA"/>'
    carried = read_svg(svg(old))
    assert (carried.secured, carried.is_open_badges_2) == (b"eyJ9.e30.AA", True)
    assert read_svg(svg(old + CDATA)).is_open_badges_2 is False


def test_other_encodings_are_read() -> None:
    picture = svg(CDATA).decode().replace("utf-8", "utf-16").encode("utf-16")
    assert read_svg(picture).secured == BADGE.strip()


def test_what_is_cut_off_after_the_credential_does_not_matter() -> None:
    whole = svg(CDATA)
    assert read_svg(whole[: whole.index(b"</ob:credential>") + 20]).secured == BADGE.strip()
    assert code_of(read_svg, whole[:400]) == "CONTAINER_DAMAGED"


@pytest.mark.parametrize("name", ["klingon", "rot13", "utf-7", "hex"])
def test_an_encoding_that_is_none_is_not_read(name: str) -> None:
    with pytest.raises(NotSvg):
        read_svg(svg(CDATA).replace(b"utf-8", name.encode()))


@pytest.mark.parametrize(
    "other",
    [
        b"<html><body><svg></svg></body></html>",
        b"<!DOCTYPE html><p>text<p>more",
        b"<svg/>",
        b"<",
        b'<p>{"@context": 1}</p>',
    ],
)
def test_other_markup_is_no_picture(other: bytes) -> None:
    with pytest.raises(NotSvg):
        read_svg(other)


def test_deep_nesting_is_refused() -> None:
    assert code_of(read_svg, svg("<g>" * 300 + "</g>" * 300)) == "CONTAINER_DAMAGED"

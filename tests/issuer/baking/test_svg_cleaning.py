"""Of a school's drawing stays what draws; what would run, load or grow does not."""

import base64

import pytest

from issuer.baking.own_picture import PictureRefused, own_picture
from issuer.baking.svg_cleaning import SvgRefused, clean_svg
from tests.verifier.containers.making import png

SPACE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
PIXEL = f"data:image/png;base64,{base64.b64encode(png()).decode()}"


def cleaned(inside: str, before: str = "", attributes: str = "") -> str:
    content = f"{before}<svg {SPACE} {attributes} viewBox='0 0 9 9'>{inside}</svg>".encode()
    return clean_svg(content, lambda _: "data:image/png;base64,AAAA").decode()


def drawn(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'


@pytest.mark.parametrize(
    "inside",
    [
        '<path d="M1 1h7v7h-7z" fill="url(#a)" style="stroke:red"></path>',
        '<defs><pattern id="a"><rect width="1"></rect></pattern></defs>',
        "<style>.a{fill:url(#a)}</style>",
        '<text x="1">Č &lt; Š &amp; Ž</text>',
        '<use href="#a"></use>',
    ],
)
def test_what_draws_stays_as_it_is(inside: str) -> None:
    assert cleaned(inside) == drawn(inside)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>a</p></foreignObject>",
        "<metadata>46.05 N 14.5 E</metadata>",
        "<!-- drawn by Ana Novak --><?php run ?>",
        "<ink:view xmlns:ink='http://ink.example' a='b'><path d='M0 0'/></ink:view>",
        "<animate attributeName='href' to='https://a.example'/><set/>",
        "<a href='javascript:alert(1)'><path d='M0 0'/></a>",
        "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    ],
)
def test_what_does_not_draw_goes(inside: str) -> None:
    assert cleaned(inside) == drawn("")


@pytest.mark.parametrize(
    "attribute",
    [
        'onload="alert(1)"',
        'href="https://a.example/#a"',
        'xlink:href="//a.example"',
        'href="javascript:alert(1)"',
        'fill="url(https://a.example)"',
        "fill=\"URL( 'http://a.example' )\"",
        'style="background:u\\72l(http://a)"',
        'xml:base="https://a.example"',
        'href="data:image/svg+xml;base64,PHN2Zy8+"',
    ],
)
def test_no_attribute_leads_out(attribute: str) -> None:
    assert cleaned(f"<image {attribute}/>") == drawn("<image></image>")


def test_the_older_kind_of_link_becomes_the_newer() -> None:
    assert cleaned('<use xlink:href="#a"/>') == drawn('<use href="#a"></use>')


def test_a_picture_in_it_is_cleaned_too() -> None:
    assert cleaned(f'<image href="{PIXEL}"/>') == drawn(
        '<image href="data:image/png;base64,AAAA"></image>'
    )


LAUGHS = "<!DOCTYPE svg [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize(
    ("inside", "before"),
    [
        ("<style>@import 'https://a.example'</style>", ""),
        ("<style>@im<!-- -->port 'https://a.example'</style>", ""),
        ("<style>.a{background:url(//a.example)}</style>", ""),
        ("&b;", LAUGHS),
        ("<g>" * 70 + "</g>" * 70, ""),
        ("<g/>" * 20_001, ""),
        ("<use href='#a'/>" * 201, ""),
        (f"<image href='{PIXEL}'/>" * 9, ""),
        ("<g>", ""),
    ],
    ids=["import", "cut import", "url", "laughs", "deep", "many", "uses", "pictures", "cut"],
)
def test_what_leads_out_or_grows_is_refused(inside: str, before: str) -> None:
    with pytest.raises(SvgRefused):
        cleaned(inside, before)


def test_a_school_brings_its_drawing_as_an_address() -> None:
    def read(inside: str) -> bytes:
        content = base64.b64encode(drawn(inside).encode()).decode()
        return own_picture(f"data:image/svg+xml;base64,{content}").content

    assert read("<script/><g></g>").decode() == drawn("<g></g>")
    assert b"data:image/png;base64,iVBOR" in read(f'<image href="{PIXEL}"/>')
    for refused in ("<use href='#a'/>" * 201, "<image href='data:image/png;base64,AAAA'/>"):
        with pytest.raises(PictureRefused):
            read(refused)

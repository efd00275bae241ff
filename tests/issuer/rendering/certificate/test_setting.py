"""The page is read back: words in order, the QR code, what is attached."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import pypdf
import pytest
import zxingcpp
from PIL import Image

from issuer.model.programme import ProgrammeContent
from issuer.rendering.badge.palette import inks_of
from issuer.rendering.certificate.content import Award, Certificate, Logo, Look, certificate
from issuer.rendering.certificate.setting import Attachment, certificate_pages, certificate_pdf
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS, NOW, material

URL = "https://dokazilo.example/verify?id=urn%3Acredential%3A1"
SVG = "http://www.w3.org/2000/svg"
DRAWN = f'<svg xmlns="{SVG}" width="9" height="9"><rect width="9" height="9"/></svg>'.encode()


def made(
    content: ProgrammeContent = HEAT_PUMPS, language: str = "sl", look: Look | None = None
) -> Certificate:
    given = material(content, language=language)
    award = Award(
        learner=given.learner.name,
        result=given.award.result,
        credential_id="urn:credential:3a7f8f0e-6a1c-4a55-9c1b-1e0b6c9d2f10",
        verify_url=URL,
    )
    return certificate(content, given.profile, award, language, look or Look())


def text_of(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def words_of(pdf: bytes) -> str:
    """Give the text without its blanks, which lines break anywhere."""
    return "".join(text_of(pdf).split())


def pixels(picture: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture)).convert("RGB")


def test_the_picture_is_an_a4_page_whose_code_leads_to_the_check() -> None:
    (page,) = certificate_pages(made())
    picture = pixels(page)
    assert picture.size == (909, 1286)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [URL]


def test_each_learner_has_a_picture_of_their_own() -> None:
    given = made()
    assert certificate_pages(given) != certificate_pages(replace(given, learner="Bor Kos"))


@pytest.mark.parametrize("language", ["sl", "en", "it", "hu"])
def test_the_words_stand_in_the_order_a_reader_needs(language: str) -> None:
    given = made(language=language)
    text = words_of(certificate_pdf([given], [], made_at=NOW))
    said = (given.issuer, given.title, given.learner, *given.outcomes, given.awarded_on, URL)
    places = [text.index("".join(each.split())) for each in said]
    assert all(before < after for before, after in pairwise(places))
    assert all("".join(told.split()) in text for _, told in given.facts)


def test_the_pdf_is_archival_tagged_and_speaks_both_languages() -> None:
    pdf = certificate_pdf([made(), made(language="en")], [], made_at=NOW)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert b"<pdfaid:part>3</pdfaid:part>" in pdf  # XMP metadata is never packed
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf
    assert "/StructTreeRoot" in reader.root_object
    assert [page.extract_text().splitlines()[1] for page in reader.pages] == [
        "MIKRODOKAZILO",
        "MICRO-CREDENTIAL",
    ]


def test_the_credential_travels_inside_byte_for_byte() -> None:
    sealed = '{"payload":"č","signatures":[]}'
    attachment = Attachment(
        name="Ana - 3D.jsonld", media_type="application/ld+json", description="EDC", content=sealed
    )
    reader = pypdf.PdfReader(io.BytesIO(certificate_pdf([made()], [attachment], made_at=NOW)))
    assert {name: contents[0] for name, contents in reader.attachments.items()} == {
        "Ana - 3D.jsonld": sealed.encode()
    }


def test_many_outcomes_take_another_page_and_lose_nothing() -> None:
    outcome = HEAT_PUMPS.outcomes[0]
    many = tuple(
        replace(outcome, id=f"o{place}", statement={"sl": f"Izid številka {place}. " * 6})
        for place in range(30)
    )
    given = made(replace(HEAT_PUMPS, outcomes=many))
    assert len(certificate_pages(given)) == 2
    assert "Izid številka 29." in text_of(certificate_pdf([given], [], made_at=NOW))


def test_a_name_in_letters_the_fonts_lack_still_gets_its_pdf() -> None:
    pdf = certificate_pdf([replace(made(), learner="王小明")], [], made_at=NOW)
    assert pypdf.PdfReader(io.BytesIO(pdf)).pages


def test_what_a_school_writes_is_shown_and_never_run() -> None:
    wild = '#image("/etc/passwd") $x$ *krepko* @vir <oznaka> "]"'
    given = made(replace(DATA_LITERACY, title={"sl": wild, "en": wild}))
    assert "".join(wild.split()) in words_of(certificate_pdf([given], [], made_at=NOW))


def test_a_school_has_its_colour_and_its_logo() -> None:
    plain, (own,) = (
        pixels(certificate_pages(made())[0]),
        certificate_pages(
            made(look=Look(accent="#aa0011", logo=Logo(format="svg", content=DRAWN)))
        ),
    )
    on_frame = (400, 39)
    assert plain.getpixel(on_frame) == tuple(bytes.fromhex(inks_of(made().drawn_from).ink[1:]))
    assert pixels(own).getpixel(on_frame) == (0xAA, 0x00, 0x11)


def test_a_logo_that_cannot_be_shown_is_left_out() -> None:
    broken = made(look=Look(logo=Logo(format="svg", content=b"<svg")))
    assert certificate_pages(broken) == certificate_pages(made())
    assert certificate_pdf([broken], [], made_at=NOW) == certificate_pdf([made()], [], made_at=NOW)


def test_it_can_be_told_to_somebody_who_does_not_see_it() -> None:
    given = made()
    for part in (given.title, given.learner, *given.outcomes):
        assert part in given.spoken


def test_certificates_can_be_set_side_by_side() -> None:
    with ThreadPoolExecutor(4) as threads:
        pages = list(threads.map(lambda _: certificate_pages(made()), range(8)))
    assert len(set(pages)) == 1

"""What PDF/A-3a and PDF/UA-1 demand, as far as a reader of the file can see it.

veraPDF, which decides, is a program for the Java virtual machine and is not run here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from issuer.rendering.certificate.setting import Attachment, certificate_pdf
from tests.issuer.examples import NOW
from tests.issuer.rendering.certificate.test_setting import made

Pdf = Any
"""Whatever stands in a PDF."""
FORBIDDEN = {"/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/Encrypt", "/XFA", "/Movie"}
"""ISO 19005-3, 6.5: what a page must not do."""
ATTACHED = {
    "micro-credential.json": "application/vc+ld+json",
    "micro-credential.jwt": "application/jwt",
    "micro-credential.jsonld": "application/ld+json",
}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    attachments = [
        Attachment(name=name, media_type=kind, description=f"{name}!", content=f"{kind} č")
        for name, kind in ATTACHED.items()
    ]
    return certificate_pdf([made(), made(language="en")], attachments, made_at=NOW)


@pytest.fixture(scope="module")
def reader(pdf: bytes) -> Pdf:
    return PdfReader(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def objects(reader: Pdf) -> list[Pdf]:
    """Give every dictionary of the file, those of streams too."""
    return list(dictionaries(reader))


def dictionaries(reader: Pdf) -> Iterator[Pdf]:
    waiting: list[Pdf] = [reader.trailer]
    met: set[int] = set()
    while waiting:
        one = waiting.pop().get_object()
        if one is None or id(one) in met:
            continue
        met.add(id(one))
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def test_it_says_what_it_is(pdf: bytes, reader: Pdf) -> None:
    metadata = reader.root_object["/Metadata"].get_data().decode()
    assert metadata.encode() in pdf, "XMP is never packed"
    for told in ("pdfaid:part>3<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert told in metadata
    assert f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{made().title}' in re.sub(
        r">\s+<", "><", metadata
    )
    assert len(reader.trailer["/ID"]) == 2
    assert reader.pdf_header == "%PDF-1.7"


def test_its_colours_are_defined(reader: Pdf) -> None:
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert isinstance(intent["/DestOutputProfile"].get_object(), StreamObject)


def test_every_font_is_inside(objects: list[Pdf]) -> None:
    descriptors = [one for one in objects if one.get("/Type") == "/FontDescriptor"]
    fonts = [one for one in objects if one.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2")]
    assert len(fonts) >= 3, "upright, italic and bold"
    assert len(descriptors) >= len(fonts)
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in descriptors)
    composite = [one for one in objects if one.get("/Subtype") == "/Type0"]
    assert all("/ToUnicode" in one for one in composite), "so that its text can be read out"


def test_the_letters_of_its_languages_are_set_and_read_again() -> None:
    letters = "ČčŠšŽžĐđĆćÀèÖőű"
    shown = certificate_pdf([replace(made(), title=letters, learner=letters)], [], made_at=NOW)
    text = "".join(PdfReader(io.BytesIO(shown)).pages[0].extract_text().split())
    assert text.count(letters) == 2


def test_it_can_be_followed_by_ear(reader: Pdf, objects: list[Pdf]) -> None:
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"] is not None
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "sl"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    kinds = [
        str(one["/S"])
        for one in objects
        if one.get("/Type") == "/StructElem" or ("/P" in one and "/S" in one)
    ]
    assert kinds.count("/H1") == 2
    assert kinds.count("/H2") == 2
    assert {"/L", "/LI", "/Figure", "/Link"} <= set(kinds)
    figures = [one for one in objects if one.get("/S") == "/Figure"]
    assert all(one.get("/Alt") for one in figures)
    assert {one.get("/Lang") for one in objects} >= {"en"}, "a page in another language says so"


def test_it_carries_files_as_the_standard_wants_them(reader: Pdf) -> None:
    listed = [one.get_object() for one in reader.root_object["/AF"]]
    assert {one["/UF"]: one["/EF"]["/F"].get_object()["/Subtype"] for one in listed} == {
        name: f"/{kind}" for name, kind in ATTACHED.items()
    }
    for one in listed:
        assert one["/AFRelationship"] == "/Alternative"
        assert one["/Desc"] == f"{one['/UF']}!"
        assert {"/ModDate", "/Size"} <= set(one["/EF"]["/F"].get_object()["/Params"])
    assert {file.name: file.content.decode() for file in reader.attachment_list} == {
        name: f"{kind} č" for name, kind in ATTACHED.items()
    }


def test_it_runs_nothing_and_fetches_nothing(objects: list[Pdf]) -> None:
    assert not {key for one in objects for key in one} & FORBIDDEN
    assert not any(one.get("/S") in ("/Launch", "/JavaScript", "/GoToR") for one in objects)
    assert not any("/F" in one for one in objects if isinstance(one, StreamObject)), "no outer data"


def test_the_same_certificate_is_the_same_file(pdf: bytes) -> None:
    def again() -> bytes:
        return certificate_pdf([made()], [], made_at=NOW)

    assert again() == again()
    assert again() != pdf

"""PDF files: what is attached, whatever the rest of the document is."""

import logging
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from tests.verifier.containers.making import BADGE, TOKEN, code_of, pdf
from verifier.containers import Container, unpack
from verifier.containers.pdf import attached_files


def test_attached_files_are_given_byte_for_byte() -> None:
    assert attached_files(pdf({"badge.json": BADGE, "note.txt": b"x"})) == [BADGE, b"x"]


def with_paper_clip(file: bytes, **changes: object) -> bytes:
    """Give a document with a file attached to a place on its page (ISO 32000-2, 12.5.6.15)."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = DecodedStreamObject()
    stream.set_data(file)
    streams = DictionaryObject({NameObject("/F"): writer._add_object(stream)})
    name = TextStringObject("badge.json")
    spec = DictionaryObject({NameObject("/EF"): streams, NameObject("/F"): name})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/FileAttachment")})
    note[NameObject("/FS")] = spec
    note.update({NameObject(f"/{key}"): value for key, value in changes.items()})
    page[NameObject("/Annots")] = ArrayObject([DictionaryObject(), note])
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def test_a_file_attached_to_a_page_is_given_too() -> None:
    assert attached_files(with_paper_clip(BADGE)) == [BADGE]
    assert unpack(with_paper_clip(BADGE)).containers == (Container.PDF,)


@pytest.mark.parametrize("broken", [NullObject(), ArrayObject(), NameObject("/x")])
def test_a_paper_clip_that_holds_nothing_is_passed_over(broken: object) -> None:
    assert attached_files(with_paper_clip(BADGE, FS=broken)) == []


def test_a_page_that_is_its_own_parent_ends() -> None:
    circle = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[2 0 R 2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )
    assert attached_files(circle) == []


def test_more_entries_than_a_book_has_are_not_read() -> None:
    table = b"%PDF-1.7\nxref\n0 60000\n" + b"0000000000 00000 n \n" * 60_000
    assert code_of(attached_files, table) == "CONTAINER_TOO_LARGE"


def test_a_document_without_attachments_has_none() -> None:
    assert attached_files(pdf({})) == []


def test_a_password_is_named() -> None:
    assert code_of(attached_files, pdf({"a.jwt": TOKEN}, password="x")) == "CONTAINER_LOCKED"


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(range(256))])
def test_what_only_begins_like_one_is_damaged(data: bytes) -> None:
    assert code_of(attached_files, data) == "CONTAINER_DAMAGED"


def test_too_many_files_are_not_read() -> None:
    many = pdf({f"{number}.txt": b"x" for number in range(70)})
    assert code_of(attached_files, many) == "CONTAINER_TOO_LARGE"


def test_nothing_of_the_file_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        attached_files(pdf({"a.jwt": TOKEN}).replace(b"startxref\n", b"startxref\n9"))
    assert caplog.text == ""


def test_an_attachment_that_states_its_size_is_no_table() -> None:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("badge.json", b"x" * 60_000).size = NumberObject(60_000)
    written = BytesIO()
    writer.write(written)
    assert attached_files(written.getvalue()) == [b"x" * 60_000]

"""PDF files: what is attached, whatever the rest of the document is."""

import logging

import pytest

from tests.verifier.containers.making import BADGE, TOKEN, code_of, pdf
from verifier.containers.pdf import attached_files


def test_attached_files_are_given_byte_for_byte() -> None:
    assert attached_files(pdf({"badge.json": BADGE, "note.txt": b"x"})) == [BADGE, b"x"]


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

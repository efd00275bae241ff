"""Bombs and malformed files: each ends soon, in little memory, in a named cause."""

import struct
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.spending import spending_at_most
from tests.verifier.containers.making import (
    BADGE,
    archive,
    chunk,
    example,
    itxt,
    pdf,
    png,
    svg,
)
from verifier.containers import unpack
from verifier.judgement import Judged
from verifier.limits import LIMITS

SECONDS = 2
MOST_BYTES = 64 * 1024 * 1024
BOMB = 100_000_000


def png_bomb() -> bytes:
    return png(itxt(zlib.compress(bytes(BOMB), 9), flags=b"\1\0"))


def png_of_chunks() -> bytes:
    return png(chunk(b"tEXt", b"") * 170_000)


def png_of_texts() -> bytes:
    return png(itxt(b"x" * 100) * 14_000)


def zip_bomb() -> bytes:
    return archive({"a.json": bytes(BOMB)})


def zip_of_bombs() -> bytes:
    return archive({f"{number}.json": bytes(1_900_000) for number in range(200)})


def zip_of_pictures() -> bytes:
    picture = png(itxt(zlib.compress(bytes(1_900_000), 9), flags=b"\1\0"))
    return archive({f"{number}.png": picture for number in range(250)})


def zip_of_documents() -> bytes:
    document = pdf_bomb(1_900_000)
    return archive({f"{number}.pdf": document for number in range(8)})


def zip_of_names() -> bytes:
    return archive({f"{number:0400}.txt": b"" for number in range(2_000)})


def zip_overlapping() -> bytes:
    """Many entries of the index for the same packed bytes."""
    packed = archive({"a.json": bytes(1_900_000)})
    index = packed.index(b"PK\x01\x02")
    end = packed.index(b"PK\x05\x06")
    entry = packed[index:end]
    directory = b"".join(entry.replace(b"a.json", f"{n:06}".encode()) for n in range(200))
    counts = struct.pack("<HHIIH", 200, 200, len(directory), index, 0)
    return packed[:index] + directory + b"PK\x05\x06\0\0\0\0" + counts


def zip_lying() -> bytes:
    """The index says that the file is small."""
    packed = bytearray(archive({"a.json": bytes(BOMB)}))
    at = packed.index(b"PK\x01\x02") + 24
    packed[at : at + 4] = struct.pack("<I", 100)
    return bytes(packed)


def svg_of_entities() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return svg("&a11;", before=f'<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">{entities}]>')


def svg_of_attributes() -> bytes:
    return svg("<g " + " ".join(f'a{n}=""' for n in range(150_000)) + "/>")


def svg_of_depth() -> bytes:
    return svg("<g>" * 600_000)


def svg_of_credentials() -> bytes:
    return svg("<ob:credential>x</ob:credential>" * 60_000)


def svg_without_end() -> bytes:
    return svg("<ob:credential><![CDATA[" + "[" * 1_900_000)


def pdf_bomb(size: int = BOMB) -> bytes:
    """A packed attachment, put in place of a plain one."""
    packed = zlib.compress(bytes(size), 9)
    plain = pdf({"a.json": b"PLACE"})
    old = b"/Length 5\n>>\nstream\nPLACE"
    assert old in plain, plain
    head = b"/Filter /FlateDecode\n/Length %d\n>>\nstream\n" % len(packed)
    return plain.replace(old, head + packed)


def pdf_of_filters() -> bytes:
    """Packed twice over, so that a small file is a large one twice."""
    packed = zlib.compress(zlib.compress(bytes(BOMB * 5), 9), 9)
    plain = pdf({"a.json": b"PLACE"})
    head = b"/Filter [/FlateDecode /FlateDecode]\n/Length %d\n>>\nstream\n" % len(packed)
    return plain.replace(b"/Length 5\n>>\nstream\nPLACE", head + packed)


def pdf_in_a_circle() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj <</Type /Catalog /Names 2 0 R>> endobj\n"
        b"2 0 obj <</EmbeddedFiles 3 0 R>> endobj\n3 0 obj <</Kids [3 0 R 3 0 R]>> endobj\n"
        b"trailer <</Root 1 0 R>>\n%%EOF"
    )


def pdf_of_brackets() -> bytes:
    return b"%PDF-1.7\n1 0 obj " + b"[" * 1_000_000 + b"\ntrailer <</Root 1 0 R>>\n%%EOF"


def pdf_of_objects() -> bytes:
    objects = b"".join(b"%d 0 obj <<>> endobj\n" % n for n in range(2, 80_000))
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + objects + b"trailer <</Root 1 0 R>>"


def pdf_of_tables() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer <</Root 1 0 R /Prev 9>>\n"
    return b"%PDF-1.7\n" + table + b"startxref\n9\n%%EOF"


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (png_bomb, "CONTAINER_TOO_LARGE"),
        (png_of_chunks, "CONTAINER_TOO_LARGE"),
        (png_of_texts, None),
        (zip_bomb, "CONTAINER_TOO_LARGE"),
        (zip_of_bombs, "CONTAINER_TOO_LARGE"),
        (zip_of_pictures, "CONTAINER_TOO_LARGE"),
        (zip_of_documents, "CONTAINER_EMPTY"),
        (zip_of_names, "CONTAINER_TOO_LARGE"),
        (zip_overlapping, "CONTAINER_"),
        (zip_lying, "CONTAINER_"),
        (svg_of_entities, "CONTAINER_ENTITIES"),
        (svg_of_attributes, "CONTAINER_EMPTY"),
        (svg_of_depth, "CONTAINER_DAMAGED"),
        (svg_of_credentials, None),
        (svg_without_end, "CONTAINER_DAMAGED"),
        (pdf_bomb, "CONTAINER_TOO_LARGE"),
        (pdf_of_filters, "CONTAINER_TOO_LARGE"),
        (pdf_in_a_circle, "CONTAINER_"),
        (pdf_of_brackets, "CONTAINER_"),
        (pdf_of_objects, "CONTAINER_"),
        (pdf_of_tables, "CONTAINER_"),
    ],
)
def test_hostile_files_end_soon_and_small(make: Callable[[], bytes], cause: str | None) -> None:
    data = make()
    assert len(data) <= LIMITS.credential_bytes, len(data)
    with spending_at_most(SECONDS):
        found = _outcome(data)
    assert found is None if cause is None else (found or "").startswith(cause)
    tracemalloc.start()
    try:
        _outcome(data)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def _outcome(data: bytes) -> str | None:
    try:
        unpack(data)
    except Judged as judged:
        return judged.problem.code
    return None


GOOD = [example(name) for name in ("badge.png", "badge.svg", "badge.pdf", "badge.zip")]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_no_change_of_bytes_ends_in_anything_but_a_named_cause(
    good: bytes, data: st.DataObject
) -> None:
    changed = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    _outcome(bytes(changed))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n", b"PK\x03\x04", b"<svg "]), st.binary())
def test_no_beginning_promises_a_whole(start: bytes, rest: bytes) -> None:
    _outcome(start + rest)


def test_the_examples_are_good() -> None:
    assert {unpack(one).secured.strip() for one in GOOD} == {BADGE.strip()}

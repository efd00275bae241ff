"""Reads the files attached to a PDF, by way of pypdf.

They are attached to the document (ISO 32000-2, 7.11.4) or to a place on a page, as a paper clip
that one clicks (12.5.6.15). Pictures on its first pages are given too, for the QR codes on scanned
certificates. Nothing else of the document is read: no text, font or script.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
    WrongPasswordError,
)
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from verifier.containers.carrier import MOST_BYTES, Container, damaged, locked, too_large

MAGIC = b"%PDF-"

_MOST_FILES = 64
_MOST_RECOVERED = 100
"""Objects that are looked at when the one is missing that all begins with."""
_MOST_PAGES = 100
_MOST_TABLE_BYTES = 256 * 1024
"""Of a table that is packed."""
_MOST_PICTURES = 2
_MOST_NODES = 1000
"""Of the page tree."""
_MOST_ANNOTATIONS = 100
"""Of one page."""
_MOST_ELEMENTS = 20_000
_END = b"%%EOF"
_ENTRY = re.compile(rb"[0-9]{10} [0-9]{5} [nf]")
"""Of a cross-reference table (7.5.4), which pypdf goes through whatever it costs."""
_MOST_OBJECTS = 50_000
"""Of the whole document, in its tables; a book of a thousand pages has as many."""
_UNREADABLE = (
    *(PyPdfError, DependencyError, LookupError, ValueError, TypeError, AttributeError),
    *(ArithmeticError, AssertionError, RuntimeError, OSError, EOFError),
)
"""What a malformed file makes of a parser that trusts its types: pypdf promises no less."""


def attached_files(data: bytes) -> list[bytes]:
    """Give the files attached to a PDF, unpacked.

    Raises Judged: CONTAINER_DAMAGED, CONTAINER_TOO_LARGE, CONTAINER_LOCKED.
    """
    if sum(1 for _ in islice(_ENTRY.finditer(data), _MOST_OBJECTS + 1)) > _MOST_OBJECTS:
        raise too_large(Container.PDF, f"its tables have more than {_MOST_OBJECTS} entries")
    if _END not in data:  # pypdf would look for it from the end, byte by byte
        raise damaged(Container.PDF, "its end is missing")
    # Its warnings quote the file, which may be a learner's.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _opened(data)
        with apply_configuration(_bounds(MOST_BYTES)):
            return list(_attachments(reader))
    except (FileNotDecryptedError, WrongPasswordError):
        raise locked(Container.PDF) from None
    except LimitReachedError:
        raise too_large(Container.PDF, "one of its parts is larger than is read") from None
    except _UNREADABLE as error:
        raise damaged(Container.PDF, f"reading it ended in {type(error).__name__}") from None


def _opened(data: bytes) -> PdfReader:
    """Read the tables; they are smaller than what is attached, and cost far more for each byte."""
    with apply_configuration(_bounds(_MOST_TABLE_BYTES)):
        return PdfReader(BytesIO(data), root_object_recovery_limit=_MOST_RECOVERED)


def _attachments(reader: PdfReader) -> Iterator[bytes]:
    left = MOST_BYTES
    embedded = (bytes(file.content) for file in reader.attachment_list)
    files = chain(embedded, _on_pages(reader))
    for number, content in enumerate(islice(files, _MOST_FILES + 1), start=1):
        if number > _MOST_FILES:
            raise too_large(Container.PDF, f"more than {_MOST_FILES} files are attached")
        left -= len(content)
        if left < 0:
            raise too_large(Container.PDF, f"its attachments hold more than {MOST_BYTES} bytes")
        yield content


def _on_pages(reader: PdfReader) -> Iterator[bytes]:
    """Give the files of FileAttachment annotations, on the first pages."""
    for page in islice(_pages(reader), _MOST_PAGES):
        for annotation in islice(_items(page.get("/Annots")), _MOST_ANNOTATIONS):
            note = _dictionary(annotation)
            if note.get("/Subtype") != "/FileAttachment":
                continue
            streams = _dictionary(_dictionary(note.get("/FS")).get("/EF"))
            stream = streams.get("/F", streams.get("/UF"))
            file = None if stream is None else stream.get_object()
            if isinstance(file, StreamObject):
                yield bytes(file.get_data())


def scanned_pages(data: bytes) -> list[bytes]:
    """Give the JPEG pictures on the first pages, as scanners and phones make them; never raises."""
    try:
        reader = _opened(data)
        with apply_configuration(_bounds(MOST_BYTES)):
            return list(islice(_pictures(reader), _MOST_PICTURES))
    except (*_UNREADABLE, LimitReachedError):
        return []


def _pictures(reader: PdfReader) -> Iterator[bytes]:
    for page in islice(_pages(reader), _MOST_PICTURES):
        drawn = _dictionary(_dictionary(page.get("/Resources")).get("/XObject"))
        for reference in islice(drawn.values(), _MOST_ANNOTATIONS):
            picture = reference.get_object()
            # A single filter is not undone: what it packs is a whole JPEG file (7.4.8).
            if isinstance(picture, EncodedStreamObject) and picture.get("/Filter") == "/DCTDecode":
                yield bytes(picture._data)  # noqa: SLF001  # get_data would decode it


def _pages(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Walk the page tree (7.7.3) in its order; a node that was met before is not gone into."""
    waiting: list[PdfObject] = [reader.root_object.get("/Pages", NullObject())]
    met: set[int] = set()
    while waiting and len(met) < _MOST_NODES:
        node = _dictionary(waiting.pop())
        if id(node) in met:
            continue
        met.add(id(node))
        kids = list(islice(_items(node.get("/Kids")), _MOST_NODES))
        waiting += reversed(kids)
        if not kids:
            yield node


def _items(value: PdfObject | None) -> Iterator[PdfObject]:
    found = None if value is None else value.get_object()
    return iter(found if isinstance(found, ArrayObject) else ())


def _dictionary(value: PdfObject | None) -> DictionaryObject:
    found = None if value is None else value.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _bounds(most: int) -> Configuration:
    return Configuration(
        maximum_declared_stream_length=most,
        array_based_stream_maximum_output_length=most,
        array_maximum_element_count=_MOST_ELEMENTS,
        dictionary_maximum_element_count=_MOST_ELEMENTS,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        zlib_maximum_output_length=most,
        brotli_maximum_output_length=most,
        zlib_maximum_recovery_input_length=0,
        stream_filters_maximum_length=4,
        stream_decoding_work_maximum_length=4 * most,
        stream_parsing_work_maximum_count=_MOST_OBJECTS,
        jbig2dec_binary=None,  # no other program is started for a stranger's file
        disable_legacy_handling=True,
    )

"""Reads the files attached to a PDF (ISO 32000-2, 7.11.4), by way of pypdf.

Only the attachments are read: no page, picture, font or script.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import (
    DependencyError,
    FileNotDecryptedError,
    LimitReachedError,
    PyPdfError,
    WrongPasswordError,
)

from verifier.containers.carrier import MOST_BYTES, Container, damaged, locked, too_large

MAGIC = b"%PDF-"

_MOST_FILES = 64
_MOST_ELEMENTS = 20_000
_UNREADABLE = (
    *(PyPdfError, DependencyError, LookupError, ValueError, TypeError, AttributeError),
    *(ArithmeticError, AssertionError, RuntimeError, OSError, EOFError),
)
"""What a malformed file makes of a parser that trusts its types: pypdf promises no less."""


def attached_files(data: bytes) -> list[bytes]:
    """Give the files attached to a PDF, unpacked.

    Raises Judged: CONTAINER_DAMAGED, CONTAINER_TOO_LARGE, CONTAINER_LOCKED.
    """
    # Its warnings quote the file, which may be a learner's.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        with apply_configuration(_bounds()):
            return list(_attachments(data))
    except (FileNotDecryptedError, WrongPasswordError):
        raise locked(Container.PDF) from None
    except LimitReachedError:
        raise too_large(Container.PDF, "one of its parts is larger than is read") from None
    except _UNREADABLE as error:
        raise damaged(Container.PDF, f"reading it ended in {type(error).__name__}") from None


def _attachments(data: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    files = PdfReader(BytesIO(data)).attachment_list
    for number, file in enumerate(islice(files, _MOST_FILES + 1), start=1):
        if number > _MOST_FILES:
            raise too_large(Container.PDF, f"more than {_MOST_FILES} files are attached")
        content = bytes(file.content)
        left -= len(content)
        if left < 0:
            raise too_large(Container.PDF, f"its attachments hold more than {MOST_BYTES} bytes")
        yield content


def _bounds() -> Configuration:
    return Configuration(
        maximum_declared_stream_length=MOST_BYTES,
        array_based_stream_maximum_output_length=MOST_BYTES,
        array_maximum_element_count=_MOST_ELEMENTS,
        dictionary_maximum_element_count=_MOST_ELEMENTS,
        lzw_maximum_output_length=MOST_BYTES,
        run_length_maximum_output_length=MOST_BYTES,
        zlib_maximum_output_length=MOST_BYTES,
        brotli_maximum_output_length=MOST_BYTES,
        zlib_maximum_recovery_input_length=0,
        stream_filters_maximum_length=4,
        stream_decoding_work_maximum_length=4 * MOST_BYTES,
        jbig2dec_binary=None,  # no other program is started for a stranger's file
        disable_legacy_handling=True,
    )

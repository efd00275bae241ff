"""Sets pages with Typst: as PDF, as pictures, as drawings.

Typst needs no system libraries, brings its fonts, and writes tagged PDF and pictures from one
source (ADR on certificates). It reads nothing and fetches nothing: all it shows is handed in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from contexts import JsonObject

_OF_MISSING_LETTERS = "could not be displayed with font"
_ONE_AT_A_TIME = Lock()
"""Typst's compiler refuses a second caller ("Already borrowed"), and badges are issued at once."""

Template = Sequence[Path]
"""The files of a page's source, each after those it builds on."""
PdfStandard = Literal["a-3a", "ua-1"]


class LettersMissing(Exception):
    """The page needs a letter that no font has, which a standard for PDF forbids."""


def set_as_pictures(
    template: Template, given: JsonObject, *, pixels_per_inch: int
) -> tuple[bytes, ...]:
    """Set pages as PNG pictures, one a page."""
    with _ONE_AT_A_TIME:
        made = _compiler().compile(
            _source(template), format="png", ppi=pixels_per_inch, sys_inputs=_inputs(given)
        )
    if made is None:
        raise TypeError("Typst gave no picture.")
    return (made,) if isinstance(made, bytes) else tuple(made)


def set_as_drawing(template: Template, given: JsonObject) -> str:
    """Set one page as SVG; its letters are shapes, so that it looks the same everywhere."""
    with _ONE_AT_A_TIME:
        made = _compiler().compile(_source(template), format="svg", sys_inputs=_inputs(given))
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no drawing.")
    return made.decode()


def set_as_pdf(
    template: Template, given: JsonObject, *, standards: Sequence[PdfStandard], made_at: datetime
) -> bytes:
    """Set a PDF that keeps standards. Raises LettersMissing."""
    try:
        with _ONE_AT_A_TIME:
            made = _compiler().compile(
                _source(template),
                format="pdf",
                pdf_standards=list(standards),
                timestamp=int(made_at.timestamp()),
                sys_inputs=_inputs(given),
            )
    except typst.TypstError as error:
        if _OF_MISSING_LETTERS not in error.message:
            raise
        raise LettersMissing from error
    return _pdf(made)


def set_as_plain_pdf(template: Template, given: JsonObject, *, made_at: datetime) -> bytes:
    """Set a PDF of no standard, with whatever fonts this machine has."""
    made = typst.Compiler().compile(
        _source(template),
        format="pdf",
        timestamp=int(made_at.timestamp()),
        sys_inputs=_inputs(given),
    )
    return _pdf(made)


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    """Keep one compiler: it remembers fonts, and what of a page did not change."""
    return typst.Compiler(ignore_system_fonts=True)


def _source(template: Template) -> bytes:
    return b"\n".join(file.read_bytes() for file in template)


def _inputs(given: JsonObject) -> dict[str, str]:
    return {"given": json.dumps(given, ensure_ascii=False)}


def _pdf(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made

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
from typing import Any, Literal

import typst

from contexts import JsonObject

_OF_MISSING_LETTERS = "could not be displayed with font"
_ONE_AT_A_TIME = Lock()
"""Typst's compiler refuses a second caller ("Already borrowed"), and badges are issued at once."""

Template = Sequence[Path]
"""The files of a page's source, each after those it builds on."""
PdfStandard = Literal["a-3a", "ua-1"]


class NotSet(Exception):
    """The page cannot be set: a picture in it is none that can be shown."""


class LettersMissing(Exception):
    """The page needs a letter that no font has, which a standard for PDF forbids."""


def set_as_pictures(
    template: Template, given: JsonObject, *, pixels_per_inch: int
) -> tuple[bytes, ...]:
    """Set pages as PNG pictures, one a page. Raises NotSet."""
    made = _compiled(template, given, format="png", ppi=pixels_per_inch)
    return (made,) if isinstance(made, bytes) else tuple(made)


def set_as_drawing(template: Template, given: JsonObject) -> str:
    """Set one page as SVG; its letters are shapes, so that it looks the same everywhere.

    Raises NotSet.
    """
    made = _compiled(template, given, format="svg")
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no drawing.")
    return made.decode()


def set_as_pdf(
    template: Template, given: JsonObject, *, standards: Sequence[PdfStandard], made_at: datetime
) -> bytes:
    """Set a PDF that keeps standards. Raises LettersMissing, NotSet."""
    seconds = int(made_at.timestamp())
    made = _compiled(
        template, given, format="pdf", pdf_standards=list(standards), timestamp=seconds
    )
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


def _compiled(
    template: Template,
    given: JsonObject,
    **wanted: Any,  # noqa: ANN401 - what Typst takes
) -> bytes | list[bytes]:
    """Have Typst set pages. Raises LettersMissing, NotSet."""
    try:
        with _ONE_AT_A_TIME:
            made = _compiler().compile(_source(template), sys_inputs=_inputs(given), **wanted)
    except typst.TypstError as error:
        if _OF_MISSING_LETTERS in error.message:
            raise LettersMissing from error
        raise NotSet from error
    if made is None:
        raise TypeError("Typst gave nothing.")
    return made


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

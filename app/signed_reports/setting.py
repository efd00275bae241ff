"""Sets a report as a PDF with Typst: tagged, with its fonts inside, without system libraries."""

import json
from pathlib import Path
from typing import Any, Final

import typst

TEMPLATE = Path(__file__).with_name("report.typ")
_ARCHIVAL: Final = "a-2a"
"""PDF/A-2a (ISO 19005-2): tagged, and readable for as long as anybody keeps it."""


def set_report(content: dict[str, Any], made_at: int) -> bytes:
    """Set the content of `report_content` as a PDF; it carries no signature yet.

    `made_at`, in seconds since 1970, is the time of making that the file states.

    PDF/A forbids letters that no font has. A text in Chinese, say, is set with whatever fonts this
    machine has, and the file is a plain PDF.
    """
    template, given = TEMPLATE.read_bytes(), {"report": json.dumps(content)}
    try:
        compiler = typst.Compiler(ignore_system_fonts=True)
        return _pdf(
            compiler.compile(
                template,
                format="pdf",
                sys_inputs=given,
                timestamp=made_at,
                pdf_standards=[_ARCHIVAL],
            )
        )
    except typst.TypstError:
        compiler = typst.Compiler()
        return _pdf(compiler.compile(template, format="pdf", sys_inputs=given, timestamp=made_at))


def _pdf(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("Typst gave no PDF.")
    return made

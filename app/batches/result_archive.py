"""A batch's credentials as ZIP archives of 10,000 rows each, with a table of what is in them.

An archive lists its entries at its end, so its list is in memory: the parts bound it.
"""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import AsyncIterator, Sequence

from app.batches.result_tables import Layout
from app.batches.results import Result, Results
from app.batches.zip_stream import ZipStream
from app.bulk import csv_file
from issuer.model.batch import CHUNK_ROWS
from issuer.model.credential import Format

PART_CHUNKS = 10
PART_ROWS = PART_CHUNKS * CHUNK_ROWS
_ENDINGS = {Format.DATA_INTEGRITY: "json", Format.VC_JWT: "jwt"}
_INDEX = "index.csv"
_FILES = {"sl": "Datoteke", "en": "Files"}
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_NAME = 60


async def archive_pieces(results: Results, layout: Layout) -> AsyncIterator[bytes]:
    """Give both forms of each credential, and the table; at most as many as one part has."""
    archive = ZipStream()
    index = [_line(layout, layout.headings(), [_FILES[layout.language]])]
    async for page in results.pages():
        index += await asyncio.to_thread(_add, archive, layout, page)
        yield archive.taken()
    archive.add(_INDEX, (csv_file.BYTE_ORDER_MARK + "".join(index)).encode())
    archive.close()
    yield archive.taken()


def _add(archive: ZipStream, layout: Layout, page: Sequence[Result]) -> list[str]:
    lines = []
    for result in page:
        documents = result.issued.documents if result.issued else {}
        files = {f"{_name(result, layout)}.{_ENDINGS[form]}": form for form in documents}
        for name, form in files.items():
            archive.add(name, documents[form])
        lines.append(_line(layout, layout.cells(result), [", ".join(files)]))
    return lines


def _name(result: Result, layout: Layout) -> str:
    """Name a credential's files by row and id, or by the learner when that is wanted."""
    said = result.row.credential_id or ""
    if layout.names and result.learner is not None:
        apart = unicodedata.normalize("NFKD", result.learner.name)
        plain = _NOT_IN_NAMES.sub("-", apart.encode("ascii", "ignore").decode()).strip("-")
        said = plain[:_LONGEST_NAME] or said
    return f"{result.row.number:07}_{said}"


def _line(layout: Layout, cells: Sequence[str], files: Sequence[str]) -> str:
    return csv_file.csv_line([*cells, *files], layout.language)

"""The forms in which a table of verdicts is answered: lines of JSON, CSV, a workbook."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import ExitStack
from typing import Literal

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from app.bulk import csv_file, xlsx_file
from app.bulk.row import counted
from app.bulk.table_columns import all_cells, cells, headings
from contexts import JsonObject

Format = Literal["ndjson", "csv", "xlsx"]

NDJSON = "application/x-ndjson"
MEDIA_TYPES: dict[str, Format] = {
    NDJSON: "ndjson",
    "application/jsonl": "ndjson",
    "text/csv": "csv",
    xlsx_file.MEDIA_TYPE: "xlsx",
}
PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Accel-Buffering": "no",  # a proxy that waits for the end would show no progress
}

Rows = AsyncIterator[JsonObject]


class HeldStream(StreamingResponse):
    """A stream that gives back what it holds when it ends, however it ends."""

    def __init__(self, content: AsyncIterator[str], held: ExitStack, media_type: str) -> None:
        super().__init__(content, headers=PRIVATE, media_type=media_type)
        self._held = held

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send everything, unless whoever asked leaves."""
        with self._held:
            await super().__call__(scope, receive, send)


async def ndjson(rows: Rows, total: int, language: str) -> AsyncIterator[str]:
    """Give a line at the start, one for each row, one at the end: without it, rows are missing."""
    del language  # machines get both
    yield _line({"kind": "start", "total": total})
    shown: list[JsonObject] = []
    async for row in rows:
        shown.append({"outcome": row["outcome"]})
        yield _line({"kind": "row", "done": len(shown), "total": total, **row})
    yield _line({"kind": "end", "total": total, "counts": counted(shown)})


async def csv_lines(rows: Rows, total: int, language: str) -> AsyncIterator[str]:
    """Give the table line by line."""
    del total
    yield csv_file.BYTE_ORDER_MARK + csv_file.csv_line(headings(language), language)
    async for row in rows:
        yield csv_file.csv_line(cells(row, language), language)


async def workbook(rows: Rows, language: str) -> Response:
    """Give the workbook, once every row is there."""
    return await workbook_of([row async for row in rows], language)


async def workbook_of(rows: Iterable[JsonObject], language: str) -> Response:
    """Give the workbook of finished rows."""
    table = list(all_cells(rows, language))
    content = await asyncio.to_thread(xlsx_file.xlsx_bytes, table, language)
    return Response(content, media_type=xlsx_file.MEDIA_TYPE, headers=as_file("xlsx", language))


def csv_of(rows: Iterable[JsonObject], language: str) -> Response:
    """Give the CSV of finished rows."""
    lines = (csv_file.csv_line(row, language) for row in all_cells(rows, language))
    content = csv_file.BYTE_ORDER_MARK + "".join(lines)
    return Response(content, media_type=csv_file.MEDIA_TYPE, headers=as_file("csv", language))


def as_file(extension: str, language: str) -> dict[str, str]:
    """Let a browser keep the answer under a name."""
    name = {"sl": "preverjena-dokazila", "en": "checked-credentials"}[language]
    return PRIVATE | {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}


STREAMS: dict[Format, tuple[Callable[[Rows, int, str], AsyncIterator[str]], str]] = {
    "ndjson": (ndjson, NDJSON),
    "csv": (csv_lines, csv_file.MEDIA_TYPE),
}


def _line(value: JsonObject) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"

"""What is to be verified, one item after another, out of whatever was uploaded.

Runs in a worker process: it meets strangers' archives, tables and arrays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from app.bulk.arrays import array_items, json_lines
from app.bulk.item import Item, item_of_text, nothing_in, plain_name
from app.bulk.table_text import text_of
from app.bulk.tables import NotATable, table_items
from verifier.containers.archive import MAGICS, ArchiveBounds, ArchivedFile, named_files
from verifier.containers.unpacking import CONTAINER, container_of
from verifier.credential import FORMAT
from verifier.evidence_file import is_evidence
from verifier.judgement import Judged, failed
from verifier.limits import LIMITS

MOST_ITEMS = 500
"""In one upload."""
MOST_UPLOAD_BYTES = 10 * 1024 * 1024
MOST_UNPACKED_BYTES = 16 * 1024 * 1024

_WORKBOOK = "[Content_Types].xml"
"""Every file of Office Open XML is an archive with this in it."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file, or a pasted text, as it was sent."""

    name: str
    """The file's own name; empty for what has none."""
    data: bytes


def read_items(uploads: Iterable[Upload], most: int = MOST_ITEMS) -> list[Item] | None:
    """Give every item of every upload, in order; None when there are more than `most`.

    Nothing is left out silently: what cannot be read is an item that says why.
    """
    every = (item for upload in uploads for item in _items_of(upload, most))
    items = [_bounded(item) for item in islice(every, most + 1)]
    return items if len(items) <= most else None


def _bounded(item: Item) -> Item:
    """Carry no text that is too long to be read, and no name that cannot be shown."""
    item = replace(item, name=plain_name(item.name))
    most = LIMITS.credential_bytes
    if len(item.body) <= most or container_of(item.body) or is_evidence(item.body):
        return item
    judged = failed(
        "LIMIT_EXCEEDED", f"The credential is larger than {most} bytes.", limit="credential_bytes"
    )
    return replace(item, body=b"", finding=judged.finding(FORMAT))


def holds_many(name: str, data: bytes) -> bool:
    """Tell whether a file on a disk is an archive or a list, and not a credential itself."""
    lists = (".csv", ".tsv", ".ndjson", ".jsonl")
    return (
        data.startswith(MAGICS)
        or name.lower().endswith(lists)
        or data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    )


def _items_of(upload: Upload, most: int) -> Iterator[Item]:
    if upload.data.startswith(MAGICS):
        yield from _archived(upload, most)
    elif container_of(upload.data) is not None:
        yield Item(upload.name, upload.data)
    else:
        yield from _written(upload, most)


def _archived(upload: Upload, most: int) -> Iterator[Item]:
    bounds = ArchiveBounds(files=2 * most, total_bytes=MOST_UNPACKED_BYTES)
    found = 0
    try:
        for file in named_files(upload.data, bounds):
            if file.name == _WORKBOOK:
                yield Item(upload.name, refusal="WORKBOOK")
                return
            found += 1
            yield _member(file)
    except Judged as judged:
        yield Item(upload.name, finding=judged.finding(CONTAINER))
        return
    if not found:
        yield nothing_in(upload.name)


def _member(file: ArchivedFile) -> Item:
    if isinstance(file.content, Judged):
        return Item(file.name, finding=file.content.finding(CONTAINER))
    return Item(file.name, file.content) if file.content.strip() else nothing_in(file.name)


def _written(upload: Upload, most: int) -> list[Item]:
    """Read an array, JSON lines, a table or a list; what is none of these is one credential."""
    text = text_of(upload.data)
    if text is None or text.startswith("<"):
        return [Item(upload.name, upload.data)]
    if text.startswith("["):
        return array_items(text, most) or [Item(upload.name, upload.data)]
    if text.startswith("{"):
        return json_lines(text, most) or [Item(upload.name, upload.data)]
    try:
        return table_items(text, most)
    except NotATable:
        return [item_of_text(upload.name, text)]

"""What a call of `dokazilo verify` names, one thing to check after another."""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.bulk.item import Item
from app.bulk.items import MOST_UPLOAD_BYTES, Upload, holds_many, read_items
from verifier.evidence_file import PACK_BYTES

_STANDARD_INPUT = "-"
_MOST_ITEMS = 10_000
"""In one archive or list."""
_MOST_BYTES = max(PACK_BYTES, MOST_UPLOAD_BYTES)


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to check, by the name under which it is told of."""

    name: str
    item: Item


class Unusable(Exception):
    """The sentence says what cannot be used."""


def is_one(targets: Sequence[str]) -> bool:
    """Tell whether a call names one thing, as far as its name shows."""
    return len(targets) == 1 and not Path(targets[0]).is_dir()


def sources_of(
    targets: Sequence[str], unusable: Callable[[str], None]
) -> Iterator[Source | Upload]:
    """Give what there is to check; an Upload is an archive or a list, to be taken apart.

    A file that cannot be read is told to `unusable`, and the others are read all the same.
    """
    for target in targets:
        try:
            yield from _sources_of(target)
        except Unusable as reason:
            unusable(str(reason))
        except OSError as reason:
            unusable(f"{reason.filename or target} cannot be read: {reason.strerror or reason}")


def taken_apart(upload: Upload) -> list[Item] | None:
    """Give the items of an archive or a list; None when there are too many."""
    return read_items([upload], _MOST_ITEMS)


def _sources_of(target: str) -> Iterator[Source | Upload]:
    if target == _STANDARD_INPUT:
        yield _source(target, sys.stdin.buffer.read(_MOST_BYTES + 1))
    elif target.startswith(("https://", "http://")):
        yield Source(target, Item(target, url=target))
    elif Path(target).is_dir():
        yield from _in_folder(Path(target))
    else:
        yield _source(target, _read(Path(target)))


def _in_folder(folder: Path) -> Iterator[Source | Upload]:
    files = sorted(path for path in folder.rglob("*") if _is_meant(path, folder))
    if not files:
        raise Unusable(f"There is no file in the folder {folder}.")
    for path in files:
        yield _source(str(path), _read(path))


def _source(name: str, data: bytes) -> Source | Upload:
    return Upload(name, data) if holds_many(name, data) else Source(name, Item(name, data))


def _is_meant(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.is_file() and not hidden


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)

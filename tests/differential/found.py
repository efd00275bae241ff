"""What the fuzz once found, as files: each is tried again by every test run."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from contexts import JsonObject
from tests.differential.samples import Sample

FOUND = Path(__file__).parent / "found"
TIMES = 3
"""Each document is sent so often, that shapes are compiled and filled."""


def finding_files() -> list[Path]:
    """Give the files; each is {why, documents}, the documents in the order that matters."""
    return sorted(FOUND.glob("*.json"))


def resent(path: Path) -> Iterator[Sample]:
    """Make samples of a file, each document several times."""
    documents = json.loads(path.read_text(encoding="utf-8"))["documents"]
    for time in range(TIMES):
        for number, document in enumerate(documents):
            yield Sample(0, time, number, path.stem, document)


def keep(documents: Sequence[JsonObject], why: str) -> Path:
    """Write a finding down; give it a telling name and reason before committing it."""
    FOUND.mkdir(exist_ok=True)
    text = json.dumps({"why": why, "documents": list(documents)}, indent=1) + "\n"
    path = FOUND / f"{sha256(text.encode()).hexdigest()[:12]}.json"
    path.write_text(text, encoding="utf-8")
    return path

"""The folder of the kept lists: every file under its digest, and one index that names them.

Files are written whole and never changed; the index is replaced in one step. Whoever reads beside
a refresh sees the lists of before or those of after.
"""

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

_INDEX = "index.json"
_LOCK = "lock"


class RefreshUnderWay(Exception):
    """Somebody else is replacing the lists."""


class KeptList(BaseModel):
    """One list as its publisher signed it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    territory: str
    url: str
    sha256: str
    issued: datetime
    next_update: datetime
    fetched_at: datetime


class Index(BaseModel):
    """Which lists are kept, and for which choice of the operator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    choice: str
    list_of_lists: KeptList
    lists: tuple[KeptList, ...]
    services: str
    """The digest of the file with the services of all lists, for the workers."""


class ListsFolder:
    """The lists that a command keeps and the service reads."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def index_path(self) -> Path:
        """Name the file that changes when the lists do."""
        return self.path / _INDEX

    def index(self) -> Index | None:
        """Read what is kept; None when that is nothing, or cannot be read."""
        try:
            return Index.model_validate_json(self.index_path.read_bytes())
        except (OSError, ValidationError):
            return None

    def document(self, sha256: str) -> bytes | None:
        """Read a file by its digest; None when it is not there as it was."""
        try:
            data = self.file(sha256).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def file(self, sha256: str) -> Path:
        """Name the file of a digest."""
        return self.path / sha256

    def keep(self, data: bytes) -> str:
        """Write a file and give its digest."""
        sha256 = hashlib.sha256(data).hexdigest()
        if self.document(sha256) is None:
            self._write(self.file(sha256), data)
        return sha256

    def replace(self, index: Index) -> None:
        """Let another set of lists count, and drop what neither this nor the one before names."""
        before = self.index()
        self._write(self.index_path, index.model_dump_json(indent=1).encode())
        needed = {_INDEX, _LOCK, *_files(index), *(_files(before) if before else ())}
        for path in self.path.iterdir():
            if path.name not in needed:
                path.unlink()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else refresh meanwhile. Raises RefreshUnderWay."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RefreshUnderWay from error
            yield

    def _write(self, path: Path, data: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self.path, delete=False) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)


def _files(index: Index) -> Sequence[str]:
    return (index.services, *(one.sha256 for one in (index.list_of_lists, *index.lists)))

"""The folder holds every file under its digest, and one who refreshes at a time."""

from pathlib import Path

import pytest

from app.trusted_lists.folder import ListsFolder, RefreshUnderWay
from tests.app.trusted_lists.refreshed import Operator


def test_a_file_that_was_changed_is_not_there(tmp_path: Path) -> None:
    folder = ListsFolder(tmp_path)
    sha256 = folder.keep(b"list")
    assert folder.document(sha256) == b"list"
    folder.file(sha256).write_bytes(b"other")
    assert folder.document(sha256) is None
    assert folder.keep(b"list") == sha256
    assert folder.document(sha256) == b"list"


@pytest.mark.parametrize("index", [None, b"", b"{", b"{}", b"[]", b"\xff"])
def test_an_index_that_cannot_be_read_is_none(tmp_path: Path, index: bytes | None) -> None:
    if index is not None:
        (tmp_path / "index.json").write_bytes(index)
    assert ListsFolder(tmp_path).index() is None


def test_two_do_not_refresh_at_once(tmp_path: Path) -> None:
    folder = ListsFolder(tmp_path / "new")
    with folder.alone(), pytest.raises(RefreshUnderWay), ListsFolder(folder.path).alone():
        pass
    with folder.alone():
        pass


def test_a_refresh_that_was_interrupted_leaves_what_was_there(tmp_path: Path) -> None:
    operator = Operator(tmp_path)
    operator.refresh()
    before = operator.folder.index()
    (operator.folder.path / "tmphalf").write_bytes(b"half a list")
    assert operator.folder.index() == before
    operator.refresh()
    assert not (operator.folder.path / "tmphalf").exists()

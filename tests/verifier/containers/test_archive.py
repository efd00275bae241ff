"""ZIP archives: their files within bounds, and what nobody put there left out."""

from zipfile import ZIP_BZIP2, ZIP_LZMA, ZIP_STORED

import pytest

from tests.verifier.containers.making import BADGE, archive, code_of
from verifier.containers.archive import archived_files


@pytest.mark.parametrize("method", [ZIP_STORED, 8])
def test_files_are_unpacked(method: int) -> None:
    assert archived_files(archive({"a.json": BADGE, "b/c.txt": b"x"}, method)) == [BADGE, b"x"]


def test_directories_and_hidden_files_are_left_out() -> None:
    names = ("folder/", "folder/.DS_Store", "__MACOSX/._a.json", ".hidden")
    assert archived_files(archive(dict.fromkeys(names, b"") | {"a": b"1"})) == [b"1"]


def test_an_empty_archive_has_no_files() -> None:
    assert archived_files(archive({})) == []


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_rare_methods_are_named(method: int) -> None:
    assert code_of(archived_files, archive({"a.json": BADGE}, method)) == "CONTAINER_PACKING"


def test_an_encrypted_file_is_named() -> None:
    packed = bytearray(archive({"a.json": BADGE}))
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    assert code_of(archived_files, bytes(packed)) == "CONTAINER_LOCKED"


def test_a_cut_archive_is_damaged() -> None:
    packed = archive({"a.json": BADGE})
    for cut in range(4, len(packed), 37):
        assert code_of(archived_files, packed[:cut]) == "CONTAINER_DAMAGED"


def test_a_wrong_checksum_is_damage() -> None:
    packed = archive({"a.json": BADGE}, ZIP_STORED).replace(b"Open", b"0pen", 1)
    assert code_of(archived_files, packed) == "CONTAINER_DAMAGED"


def test_too_many_files_are_not_counted_out() -> None:
    many = archive({f"{number}.txt": b"" for number in range(300)})
    assert code_of(archived_files, many) == "CONTAINER_TOO_LARGE"

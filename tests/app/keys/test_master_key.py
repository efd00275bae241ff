"""app.keys.master_key: read, or made once; never half, never shown."""

import base64
import threading
from pathlib import Path

import pytest

from app.keys.master_key import (
    MasterKeyProblem,
    create_master_key,
    decode_master_key,
    read_master_key,
)

KEY = bytes(range(200, 232))


def test_a_made_key_is_read_again_and_belongs_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "var" / "master.key"
    made = create_master_key(path)
    assert read_master_key(path) == made
    assert len(made) == 32
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["master.key"]


def test_an_existing_key_wins(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    first = create_master_key(path)
    assert create_master_key(path) == first


def test_of_many_at_once_one_makes_it(tmp_path: Path) -> None:
    path, made = tmp_path / "master.key", []
    threads = [
        threading.Thread(target=lambda: made.append(create_master_key(path))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_no_file_is_no_key(tmp_path: Path) -> None:
    assert read_master_key(tmp_path / "master.key") is None


@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
def test_both_alphabets_and_line_ends_are_read(encode: object, tmp_path: Path) -> None:
    assert callable(encode)
    path = tmp_path / "master.key"
    path.write_bytes(b" " + encode(KEY) + b"\r\n")
    assert read_master_key(path) == KEY


@pytest.mark.parametrize("text", ["", "short", base64.b64encode(bytes(31)).decode(), "ž" * 44])
def test_anything_else_is_refused_with_the_place_and_not_the_text(text: str) -> None:
    with pytest.raises(MasterKeyProblem, match="MASTER_KEY") as refused:
        decode_master_key(text, source="MASTER_KEY")
    assert not text or text not in str(refused.value)


def test_a_file_of_other_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"\xff" * 32)
    with pytest.raises(MasterKeyProblem, match=r"master\.key"):
        read_master_key(path)


def test_a_folder_in_its_place_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyProblem, match="cannot be read"):
        read_master_key(tmp_path)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MasterKeyProblem, match="cannot be written"):
        create_master_key(tmp_path / "file" / "master.key")
    assert [file.name for file in tmp_path.iterdir()] == ["file"]

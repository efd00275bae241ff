"""Names of files: such as every file system takes, and read as they are written."""

from __future__ import annotations

import pytest

from app.takeaway.held import file_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Špela Žnidaršič - 3D-tisk", "Špela Žnidaršič - 3D-tisk"),
        ("../../etc/passwd - C:\\x", ".. .. etc passwd - C x"),
        ('a"\r\nContent-Type: x', "a Content-Type x"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("a\x7f\x9bb\u2028c", "a b c"),
    ],
)
def test_what_is_no_part_of_a_name_is_left_out(text: str, name: str) -> None:
    assert file_name(text) == name


@pytest.mark.parametrize("letter", ["a", "š", "好", "🙂"])
def test_a_name_leaves_room_for_its_ending(letter: str) -> None:
    name = file_name(letter * 300)
    assert 196 <= len(name.encode()) <= 200
    assert set(name) == {letter}

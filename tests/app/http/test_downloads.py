"""A file is saved under its name, in whatever letters that is."""

from __future__ import annotations

from email.message import Message

import pytest

from app.http.downloads import download


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("badge.png", "badge.png"),
        ("Đorđe Žnidaršič - Črpalke.pdf", "Dorde Znidarsic - Crpalke.pdf"),
        ("Győző Łukasz Strauß - 3D.zip", "Gyozo Lukasz Strauss - 3D.zip"),
        ("王小明.pdf", "micro-credential.pdf"),
        ("王小明 - 焊接.jsonld", "micro-credential.jsonld"),
    ],
)
def test_both_kinds_of_programs_find_a_name(name: str, plain: str) -> None:
    said = download(b"", "application/pdf", name).headers["content-disposition"]
    assert said.startswith(f'attachment; filename="{plain}"')
    assert said.isascii()
    read = Message()
    read["Content-Disposition"] = said.replace(f'filename="{plain}"; ', "")
    assert read.get_filename() == name


def test_nobody_else_keeps_it() -> None:
    headers = download(b"", "application/pdf", "a.pdf").headers
    assert headers["cache-control"] == "private, no-store"
    assert headers["x-robots-tag"] == "noindex, nofollow"

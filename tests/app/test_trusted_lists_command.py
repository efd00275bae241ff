"""`trusted-lists` as somebody types it: what it says of each list, and its exit status."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from app.cli import main
from app.trusted_lists_command import GOOD, NOT_ALL_GOOD, USAGE, run_trusted_lists
from tests.app.trusted_lists.refreshed import EU, EU_URL, LATER, SI_URL, published
from tests.app.verifying import FakeFetcher


class FixedClock:
    """Say that it is a month after the lists were issued."""

    def now(self) -> datetime:
        """Give the moment."""
        return LATER


Run = Callable[..., int]


@pytest.fixture
def documents() -> dict[str, bytes]:
    return published()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, documents: dict[str, bytes]) -> Run:
    pem = EU.certificate.public_bytes(Encoding.PEM)
    (tmp_path / "signers.pem").write_bytes(b"Official Journal\n" + pem)
    source = f'[[source]]\ntype = "eu-trusted-lists"\nsigners = "signers.pem"\nurl = "{EU_URL}"\n'
    (tmp_path / "trust.toml").write_text(source)
    monkeypatch.setenv("TRUST_FILE", str(tmp_path / "trust.toml"))
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))

    def call(what: str) -> int:
        asked = argparse.Namespace(command="trusted-lists", what=what)
        return run_trusted_lists(asked, fetcher=FakeFetcher(documents), clock=FixedClock())

    return call


def test_a_refresh_tells_of_every_list(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show") == NOT_ALL_GOOD
    assert "No lists are kept for this trust file" in capsys.readouterr().out
    assert run("refresh") == GOOD
    told = capsys.readouterr().out.splitlines()
    assert [line[:5].strip() for line in told] == ["list", "EU", "SI"]
    assert all("2026-11-21  2027-05-21   good" in line for line in told[1:])
    assert run("show") == GOOD
    assert capsys.readouterr().out.splitlines() == told


def test_a_list_that_fails_is_told_with_the_copy_that_stays(
    run: Run, documents: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    run("refresh")
    documents[SI_URL] = b"<html/>"
    assert run("refresh") == NOT_ALL_GOOD
    told = capsys.readouterr().out
    assert "The list is not signed by who should have signed it. The copy of" in told
    del documents[EU_URL], documents[SI_URL]
    assert run("refresh") == NOT_ALL_GOOD
    assert "The server could not be reached. The copy of" in capsys.readouterr().out


def test_without_such_a_source_nothing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trust.toml").write_text('[[source]]\ntype = "own"\n')
    monkeypatch.setenv("TRUST_FILE", str(tmp_path / "trust.toml"))
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    assert main(["trusted-lists", "refresh"]) == USAGE
    assert "eu-trusted-lists" in capsys.readouterr().err

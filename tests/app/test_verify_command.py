"""The command line: one verdict for each thing named, and an exit status a script can use."""

import io
import json
from pathlib import Path

import pytest

from app.cli import main
from app.verdict_text import verdict_text
from app.verify_command import FAILED, INDETERMINATE, PASSED, USAGE
from tests.app.verifying import SCHOOL, example
from tests.verifier.makers import badge, did_key, encoded, signed_by_key

ISSUER = did_key()
BY_KEY = encoded(signed_by_key(badge(issuer={"id": ISSUER, "type": ["Profile"]})))
EXPIRED = encoded(
    signed_by_key(
        badge(
            issuer={"id": ISSUER, "type": ["Profile"]},
            validUntil="2026-02-01T00:00:00Z",
        )
    )
)


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUSTED_ISSUERS", json.dumps({ISSUER: "Šola", SCHOOL: "Šola"}))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.json"
    file.write_bytes(BY_KEY)
    return file


def test_a_good_credential(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--offline", str(good)]) == PASSED
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"VALID  {good}: ")
    assert len(lines) == 11
    assert all(line.startswith("  + ") for line in lines[1:])


def test_in_slovenian(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--offline", "--language", "sl", str(good)]) == PASSED
    assert capsys.readouterr().out.startswith("VELJAVNO  ")


def test_the_worst_outcome_is_the_exit_status(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unknown = tmp_path / "unknown.json"
    unknown.write_bytes(example("badge.signed.json"))
    expired = tmp_path / "expired.json"
    expired.write_bytes(EXPIRED)
    assert main(["verify", "--offline", str(good), str(unknown)]) == INDETERMINATE
    assert "[DID_DOCUMENT_UNREACHABLE]" in capsys.readouterr().out
    assert main(["verify", "--offline", str(expired), str(unknown), str(good)]) == FAILED
    assert "[EXPIRED]" in capsys.readouterr().out


def test_a_folder_and_its_packs(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "deeper").mkdir(parents=True)
    good.rename(tmp_path / "in" / "deeper" / "good.json")
    (tmp_path / "in" / "expired.json").write_bytes(EXPIRED)
    (tmp_path / "in" / ".hidden").write_bytes(b"x")
    out = tmp_path / "out"
    asked = ["verify", "--offline", "--json", "--evidence", str(out), str(tmp_path / "in")]
    assert main(asked) == FAILED
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["outcome"] for one in reports] == ["passed", "failed"]
    assert reports[1]["source"].endswith("expired.json")
    assert len(list(out.iterdir())) == 2


def test_a_pack_is_believed_on_request_alone(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "pack.json"
    assert main(["verify", "--offline", "--evidence", str(pack), str(good)]) == PASSED
    capsys.readouterr()
    monkeypatch.setenv("TRUSTED_ISSUERS", "")
    assert main(["verify", "--offline", str(pack)]) == INDETERMINATE
    assert "[EVIDENCE_NOT_OURS]" in capsys.readouterr().out
    assert main(["verify", "--offline", "--replay", str(pack)]) == PASSED
    assert ": As of " in capsys.readouterr().out


def test_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(BY_KEY))
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["verify", "--offline", "-"]) == PASSED
    assert capsys.readouterr().out.startswith("VALID  -: ")


def test_what_a_presentation_has_to_answer(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (["--challenge", "n-1"], ["--domain", "https://employer.example"]):
        assert main(["verify", "--offline", *asked, str(good)]) == INDETERMINATE
        assert "[PRESENTATION_EXPECTED]" in capsys.readouterr().out
    assert main(["verify", "--offline", "--challenge", "", str(good)]) == PASSED


def test_an_address_is_not_fetched_offline(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["verify", "--offline", "--evidence", "never", "https://school.example/b.json"]
    assert main(asked) == INDETERMINATE
    told = capsys.readouterr()
    assert "Nothing was fetched" in told.out
    assert "no evidence pack was written" in told.err


def test_a_call_that_cannot_be_understood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(tmp_path / "nowhere.json")]) == USAGE
    assert main(["verify", str(tmp_path)]) == USAGE
    for wrong in ([], ["verify"], ["verify", "--language", "de", "x"], ["issue"]):
        with pytest.raises(SystemExit) as ended:
            main(wrong)
        assert ended.value.code == USAGE
    monkeypatch.setenv("TRUSTED_ISSUERS", "nonsense")
    assert main(["verify", "-"]) == USAGE
    assert capsys.readouterr().out == ""


def test_what_a_terminal_would_obey_is_not_printed() -> None:
    finding = {
        "outcome": "failed",
        "code": "X",
        "label": {"en": "Proof"},
        "sentence": {"en": "a\x1b[2Jb\nVALID"},
    }
    report = {
        "outcome": "failed",
        "sentence": {"en": "No."},
        "next_step": {"en": "Ask."},
        "root_cause": finding,
        "findings": [finding],
    }
    assert verdict_text("f\x07", report, "en").splitlines() == [
        "NOT VALID  f�: No.",
        "  x Proof: a�[2Jb�VALID [X]",
        "  > Ask.",
    ]

"""The command line: one verdict for each thing named, and an exit status a script can use."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from app.cli import main
from app.verdict_text import verdict_text
from app.verify_command import FAILED, INDETERMINATE, PASSED, USAGE
from tests.app.verifying import SCHOOL, example
from tests.verifier.containers.making import archive
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


def test_several_are_a_table(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expired = tmp_path / "expired.json"
    expired.write_bytes(EXPIRED)
    assert main(["verify", "--offline", str(good), str(expired)]) == FAILED
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("VALID ")
    assert lines[1].startswith("NOT VALID ")
    assert lines[1].endswith("[EXPIRED]")
    assert lines[-1] == "NOT VALID: 1, VALID: 1"


def test_archives_and_lists_are_taken_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "all.zip"
    packed.write_bytes(archive({"good.json": BY_KEY, "old.json": EXPIRED, "empty": b""}))
    listed = tmp_path / "list.csv"
    listed.write_bytes("ime;url\r\n=Živa;https://school.example/1\r\n".encode("cp1250"))
    assert main(["verify", "--offline", "--format", "csv", str(packed), str(listed)]) == FAILED
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))
    assert [(row[1], row[2], row[9]) for row in rows[1:]] == [
        (f"{packed}: good.json", "Valid", ""),
        (f"{packed}: old.json", "Not valid", "EXPIRED"),
        (f"{packed}: empty", "Cannot be confirmed", "NOTHING_TO_VERIFY"),
        (f"{listed}: =Živa", "Cannot be confirmed", "URL_UNREACHABLE"),
    ]


def test_a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--offline", str(tmp_path / "nowhere"), str(good)]) == USAGE
    told = capsys.readouterr()
    assert told.out.startswith("VALID ")
    assert "nowhere cannot be read" in told.err


def test_the_command_runs_from_anywhere(good: Path, tmp_path: Path) -> None:
    program = Path(__file__).parents[2] / "app/dokazilo"
    for called in (program, tmp_path / "dokazilo"):
        if called != program:
            called.symlink_to(program)
        ended = subprocess.run(  # noqa: S603  # our own program
            [called, "verify", "--offline", good.name],
            cwd=tmp_path,
            env={"TRUSTED_ISSUERS": json.dumps({ISSUER: "Šola"}), "PATH": "/usr/bin:/bin"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == PASSED, ended.stderr
        assert ended.stdout.startswith("VALID  good.json: ")

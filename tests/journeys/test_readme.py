"""README's commands, copied literally: every one works, and does what is said."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.app.test_run import get, post, running

ROOT = Path(__file__).parents[2]


def commands(heading: str) -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index(f"## {heading}") :]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


def run_literally(heading: str, base: str, folder: Path) -> str:
    """Run a section's commands in a folder where var/demo.json is, as in a clone."""
    shell = shutil.which("bash")
    if shell is None or shutil.which("curl") is None:
        pytest.skip("README's commands need bash and curl, and this machine lacks one")
    said = commands(heading).replace("http://localhost:8000", base)
    done = subprocess.run(  # noqa: S603 - our own README
        [shell, "-e", "-o", "pipefail", "-c", said],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_first_credential_is_issued_verified_and_revoked(tmp_path: Path) -> None:
    with running(tmp_path / "var") as (base, _):
        printed = run_literally("A first credential", base, tmp_path)
        made = json.loads((tmp_path / "first.json").read_text(encoding="utf-8"))
        assert get(made["credential_url"].replace("localhost", "127.0.0.1")).status_code == 200
        first, last = reports(printed)
        assert first["outcome"] == "passed"
        assert (last["status"], last["status_reason"]) == ("revoked", "Issued to the wrong person.")
        again = post(f"{base}/verify", json=made["credential"]).json()
        assert again["outcome"] == "failed", "as README says"


@pytest.mark.slow
def test_a_batch_is_checked_issued_and_taken_away(tmp_path: Path) -> None:
    with running(tmp_path / "var") as (base, _):
        printed = run_literally("A whole year's learners", base, tmp_path)
        assert '"code":"NOT_AN_EMAIL"' in printed
        assert "event: end" in printed
        with ZipFile(tmp_path / "results.zip") as archive:
            (name,) = [each for each in archive.namelist() if each.endswith(".json")]
            credential = json.loads(archive.read(name))
        assert post(f"{base}/verify", json=credential).json()["outcome"] == "passed"


def reports(printed: str) -> list[dict[str, Any]]:
    """Pick the JSON answers out of what the commands print, after the credential itself."""
    decoder, found, place = json.JSONDecoder(), [], printed.find("{")
    while place >= 0:
        value, end = decoder.raw_decode(printed, place)
        found.append(value)
        place = printed.find("{", end)
    return found[1:]

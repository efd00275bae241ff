"""README's first credential, copied literally: every command works, and does what is said."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.app.test_run import running

ROOT = Path(__file__).parents[2]


def commands() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme[readme.index("## A first credential") :]
    found = re.search(r"```sh\n(.*?)```", section, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_the_first_credential_is_issued_verified_and_revoked(tmp_path: Path) -> None:
    shell = shutil.which("bash")
    if shell is None or shutil.which("curl") is None:
        pytest.skip("README's commands need bash and curl, and this machine lacks one")
    with running(tmp_path / "var") as (base, _):
        done = subprocess.run(  # noqa: S603 - our own README
            [
                shell,
                "-e",
                "-o",
                "pipefail",
                "-c",
                commands().replace("http://localhost:8000", base),
            ],
            cwd=tmp_path,  # where var/demo.json is, as in a clone
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        made = json.loads((tmp_path / "first.json").read_text(encoding="utf-8"))
        assert (
            httpx.get(made["credential_url"].replace("localhost", "127.0.0.1")).status_code == 200
        )
        first, last = reports(done.stdout)
        assert first["outcome"] == "passed"
        assert (last["status"], last["status_reason"]) == ("revoked", "Issued to the wrong person.")
        again = httpx.post(f"{base}/verify", json=made["credential"]).json()
        assert again["outcome"] == "failed", "as README says"


def reports(printed: str) -> list[dict[str, Any]]:
    """Pick the JSON answers out of what the commands print, after the credential itself."""
    decoder, found, place = json.JSONDecoder(), [], printed.find("{")
    while place >= 0:
        value, end = decoder.raw_decode(printed, place)
        found.append(value)
        place = printed.find("{", end)
    return found[1:]

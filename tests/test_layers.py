"""The layer rule holds, and the check that says so can tell when it does not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = ("app", "issuer", "verifier", "contexts")


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own environment's program
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("layers")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for layer in LAYERS:
        shutil.copytree(ROOT / layer, folder / layer, ignore=lambda _, names: _not_python(names))
    return folder


def _not_python(names: list[str]) -> list[str]:
    return [name for name in names if "." in name and not name.endswith(".py")]


def test_the_layers_hold(copy: Path) -> None:
    checked = lint_imports(copy)
    assert checked.returncode == 0, checked.stdout
    assert "0 broken" in checked.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("contexts", "import verifier", "app -> issuer -> verifier -> contexts"),
        ("verifier", "import issuer", "app -> issuer -> verifier -> contexts"),
        ("issuer", "import app", "app -> issuer -> verifier -> contexts"),
        ("verifier", "import httpx", "The cores know no framework"),
        ("contexts", "import socket", "The cores know no framework"),
        ("issuer", "import sqlalchemy", "The cores know no framework"),
        ("verifier", "import pyld", "pyld only behind contexts.canonical"),
        ("issuer", "import cryptography", "cryptography stays with proofs and keys"),
        ("app/http", "import httpx", "httpx and httpcore only in app.fetching"),
    ],
)
def test_a_planted_import_is_found(copy: Path, module: str, line: str, broken: str) -> None:
    planted = copy / module / "planted.py"
    planted.write_text(f'"""Planted."""\n\n{line}\n')
    try:
        checked = lint_imports(copy)
    finally:
        planted.unlink()
    assert checked.returncode == 1
    assert f"{broken}" in checked.stdout
    assert f"{module.replace('/', '.')}.planted" in checked.stdout

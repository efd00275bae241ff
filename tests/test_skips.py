"""A skip is listed at a desk, and fails in CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

TESTS = """
import pytest
def test_that_runs(): pass
def test_that_is_skipped(): pytest.skip("no server here")
@pytest.mark.skipif(True, reason="no browser here")
def test_that_is_never_run(): pass
@pytest.mark.xfail(strict=True)
def test_that_fails_as_it_should(): assert False
"""
MODULE = 'import pytest\npytest.skip("no files here", allow_module_level=True)\n'


def outcomes(folder: Path, *, ci: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own environment's program
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.skips",
            "-q",
            "-rs",
            "--rootdir",
            folder,
            ".",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "CI": ci},  # noqa: TID251 - for a subprocess
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_some.py").write_text(TESTS)
    return tmp_path


def test_skips_are_listed_with_their_reasons_at_a_desk(folder: Path) -> None:
    printed = outcomes(folder, ci="")
    assert "1 passed, 2 skipped, 1 xfailed" in printed
    assert "no server here" in printed


def test_skips_fail_in_ci(folder: Path) -> None:
    printed = outcomes(folder, ci="true")
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in printed
    assert "skipped, which CI does not allow" in printed
    assert "no server here" in printed
    assert "no browser here" in printed


def test_a_skipped_module_fails_in_ci(tmp_path: Path) -> None:
    (tmp_path / "test_module.py").write_text(MODULE)
    assert "1 skipped" in outcomes(tmp_path, ci="")
    assert "1 error" in outcomes(tmp_path, ci="true")

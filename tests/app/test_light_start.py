"""What every process loads at its start: nothing that only seals and papers need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("pyhanko.sign", "aiohttp", "xsdata")


@pytest.mark.parametrize("module", ["app.worker", "app.main"])
def test_a_process_starts_without_what_only_seals_need(module: str) -> None:
    program = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    run = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert run.stdout.strip() == "[]"

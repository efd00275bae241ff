"""Where this layer's examples are, and the reference data beside the clone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests/vectors/issuer"


def own_json(name: str) -> Any:  # noqa: ANN401 - any JSON
    """Return one of our own example documents."""
    return json.loads((OWN / name).read_text(encoding="utf-8"))


def reference_json(path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return a JSON file of the shared reference data; skip where it is absent."""
    found = ROOT / "../shared/data" / path
    if not found.exists():
        pytest.skip(f"the reference data ../shared/data/{path} is not beside this clone")
    return json.loads(found.read_text(encoding="utf-8"))

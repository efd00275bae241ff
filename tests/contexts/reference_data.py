"""Where the tests of this layer find published vectors, and examples of their own."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
OWN_VECTORS = ROOT / "tests/vectors/contexts"

VC2 = "https://www.w3.org/ns/credentials/v2"
VC1 = "https://www.w3.org/2018/credentials/v1"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
OB_SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)

COMPLETE_BADGE = json.loads((OWN_VECTORS / "complete-badge.json").read_text(encoding="utf-8"))


def reference(path: str) -> Path:
    """Return a file or folder of the shared reference data; skip the test where it is absent."""
    found = (ROOT / "../shared/data" / path).resolve()
    if not found.exists():
        pytest.skip(f"the reference data ../shared/data/{path} is not beside this clone")
    return found


def reference_json(path: str) -> Any:  # noqa: ANN401 - any JSON
    """Return a JSON file of the shared reference data."""
    return json.loads(reference(path).read_text(encoding="utf-8"))


def badge(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return a fresh copy of the complete badge, with top-level members changed."""
    return {**deepcopy(COMPLETE_BADGE), **changes}


def credential(*contexts: str, **members: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return the smallest document that has a canonical form."""
    return {"@context": [VC2, *contexts], "type": "VerifiableCredential", **members}

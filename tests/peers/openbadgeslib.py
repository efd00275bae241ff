"""openbadgeslib, a foreign verifier in Python, asked in an environment of its own.

It is LGPL-3.0 and pins other versions than ours, so it lives in `.venv-peers` and never meets our
code: one process and one JSON document for each question.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-peers" / "bin" / "python"
LIMIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Opinion:
    """What openbadgeslib says of a badge."""

    verified: bool
    """The proof is good, and the badge is within its time."""
    revoked_or_unknown: str | None
    """Why the status is not good: the library knows no third answer."""
    error: str | None
    """Why the badge is not verified."""


def missing() -> str | None:
    """Return why openbadgeslib cannot be asked, or None when it can."""
    if PYTHON.exists():
        return None
    return "openbadgeslib is not installed in .venv-peers: run `make setup-peers`"


def verify(
    credential: dict[str, Any] | str,
    *,
    issuer: str | None = None,
    public_key_pem: str | None = None,
    files: dict[str, str] | None = None,
    check_status: bool = False,
) -> Opinion:
    """Ask openbadgeslib about a document, or a compact JWT.

    A JWT needs `issuer` (a did:key or did:web) or `public_key_pem`. `files` maps each URL that the
    library may read (status lists, DID documents) to its text.
    """
    request = {
        "credential": credential,
        "issuer": issuer,
        "public_key_pem": public_key_pem,
        "files": files or {},
        "check_status": check_status,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [PYTHON, "-I", Path(__file__).with_name("openbadgeslib_verify.py")],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=True,
    )
    return Opinion(**json.loads(done.stdout))

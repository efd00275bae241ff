"""openbadgeslib as a foreign baker of pictures, asked in an environment of its own."""

import base64
import json
import subprocess
from pathlib import Path

from tests.peers.openbadgeslib import LIMIT_SECONDS, PYTHON


def bake(kind: str, picture: bytes, credential: str) -> bytes:
    """Put a credential into a picture ("png" or "svg")."""
    return base64.b64decode(_ask(kind, picture, credential)["picture"])


def unbake(kind: str, picture: bytes) -> str:
    """Take the credential out of a picture."""
    return _ask(kind, picture, None)["credential"]


def _ask(kind: str, picture: bytes, credential: str | None) -> dict[str, str]:
    request = {
        "kind": kind,
        "picture": base64.b64encode(picture).decode(),
        "credential": credential,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [PYTHON, "-I", Path(__file__).with_name("openbadgeslib_bake.py")],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=True,
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return answer

"""The reference implementation of SD-JWT (PyPI sd-jwt), asked in an environment of its own."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.peers.openbadgeslib import LIMIT_SECONDS, PYTHON


def ask(request: dict[str, Any]) -> Any:  # noqa: ANN401  # plain JSON
    """Ask for `issue`, `present` or `verify`, as `sd_jwt_programs.py` describes."""
    done = subprocess.run(  # noqa: S603  # our own program
        [PYTHON, "-I", Path(__file__).with_name("sd_jwt_programs.py")],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=True,
    )
    return json.loads(done.stdout)

"""openvc-core, a foreign verifier in Python, asked through one long-lived process.

It is LGPL-3.0-or-later, so it lives in `.venv-peers` and never meets our code.
"""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.peers.openbadgeslib import PYTHON


@dataclass(frozen=True, slots=True)
class Word:
    """What openvc-core says."""

    word: str
    """passes, revoked, suspended or refuses."""
    why: str


class Openvc:
    """The process, and one method to ask it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def verify(
        self,
        credential: Mapping[str, Any] | str,
        *,
        now: str,
        files: Mapping[str, str],
        contexts: Mapping[str, Any],
    ) -> Word:
        """Ask about a document or a token; nothing is fetched but `files`, by URL."""
        return self._ask(credential=credential, now=now, files=files, contexts=contexts)

    def token_status(self, claims: Mapping[str, Any], files: Mapping[str, str]) -> Word:
        """Ask about the status claim among a token's claims, and nothing else."""
        return self._ask(claims=claims, files=files)

    def _ask(self, **request: object) -> Word:
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise RuntimeError("openvc-core was started without pipes")
        questions.write(json.dumps(request) + "\n")
        questions.flush()
        return Word(**json.loads(answers.readline()))


@contextmanager
def running_openvc() -> Iterator[Openvc]:
    """Start the process, and end it afterwards."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [PYTHON, "-I", Path(__file__).with_name("openvc_verify.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield Openvc(process)
        # Leaving the block closes standard input, on which the program ends.

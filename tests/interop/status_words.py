"""What others say of the status list vectors: `python -m tests.interop.status_words` writes it.

None of them has a third answer: what they cannot read, they refuse.
"""

from __future__ import annotations

import json
from typing import Any

from contexts import JsonObject, context_document
from tests.interop.opinions import NOT_ASKED, PASSES, REFUSES, REVOKED, SUSPENDED, claims_of
from tests.peers.node import NodePeers, PeerError, running_node_peers
from tests.peers.openvc import Openvc, running_openvc
from tests.verifier.status_vectors.__main__ import FOLDER

OTHERS = FOLDER / "others.json"
DIGITALBAZAAR = "@digitalbazaar/vc-bitstring-status-list 2.0.1"
OPENVC = "openvc-core 1.37.0"
SD_JWT = "@sd-jwt/jwt-status-list 0.19.0"
# It has no bound, and ends for want of memory, and the process of all the others with it.
TOO_MUCH_FOR_SD_JWT = "token-status-list/bomb.json"
SET = "set"

CONTEXTS = (
    "https://www.w3.org/2018/credentials/v1",
    "https://w3id.org/vc/status-list/2021/v1",
    "https://w3id.org/vc-revocation-list-2020/v1",
    "https://w3id.org/security/data-integrity/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
)


def words_on(path: str, peers: NodePeers, openvc: Openvc) -> dict[str, str]:
    """Ask everybody who reads this kind about one vector."""
    index = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    vector: JsonObject = json.loads((FOLDER / path).read_text(encoding="utf-8"))
    if isinstance(vector["credential"], str):
        return {
            SD_JWT: NOT_ASKED if path == TOO_MUCH_FOR_SD_JWT else _sd_jwt(vector, peers),
            OPENVC: openvc.token_status(claims_of(vector["credential"]), _files(vector)).word,
        }
    contexts = {url: context_document(url) for url in CONTEXTS}
    word = openvc.verify(
        vector["credential"], now=index["now"], files=_files(vector), contexts=contexts
    ).word
    if not path.startswith("bitstring-status-list/"):
        return {OPENVC: word}
    return {DIGITALBAZAAR: _digitalbazaar(vector, index["now"], peers), OPENVC: word}


def _files(vector: JsonObject) -> dict[str, str]:
    return {url: each["body"] for url, each in vector["resources"].items()}


def _digitalbazaar(vector: JsonObject, now: str, peers: NodePeers) -> str:
    request = {
        "credential": vector["credential"],
        "documents": {url: _document(text) for url, text in _files(vector).items()},
        "checkStatus": True,
        "now": now,
    }
    try:
        report = peers.call("digitalbazaar_verify", request)
    except PeerError:
        return REFUSES
    if not report["verified"]:
        return REFUSES
    purposes = [status["purpose"] for status in report["statuses"] if status["set"]]
    named = {"revocation": REVOKED, "suspension": SUSPENDED}
    return named.get(purposes[0], SET) if purposes else PASSES


def _document(text: str) -> Any:  # noqa: ANN401 - JSON, or text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _sd_jwt(vector: JsonObject, peers: NodePeers) -> str:
    """Read the bits: this library looks at nothing else."""
    request = {"credential": vector["credential"], "files": _files(vector)}
    try:
        value = peers.call("token_status_list_read", request).get("value")
    except PeerError:
        return REFUSES
    return {0: PASSES, 1: REVOKED, 2: SUSPENDED, None: REFUSES}.get(value, SET)


def main() -> None:
    """Ask everybody about every vector, and write what they say."""
    index = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    with running_node_peers() as peers, running_openvc() as openvc:
        words = {path: words_on(path, peers, openvc) for path in index["vectors"]}
    OTHERS.write_text(json.dumps(words, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

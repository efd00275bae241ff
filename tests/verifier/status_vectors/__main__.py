"""Write the vectors anew: `python -m tests.verifier.status_vectors`."""

import json
import zlib
from pathlib import Path

from tests.verifier.status_vectors.bitstring_cases import CASES as BITSTRING
from tests.verifier.status_vectors.case import NOW, Case, Json
from tests.verifier.status_vectors.earlier import (
    REVOCATION_LIST_1EDTECH,
    REVOCATION_LIST_2020,
    STATUS_LIST_2021,
)
from tests.verifier.status_vectors.tokens import CASES as TOKENS

FOLDER = Path(__file__).parents[2] / "vectors/status-lists"
KINDS: dict[str, dict[str, Case]] = {
    "bitstring-status-list": BITSTRING,
    "status-list-2021": STATUS_LIST_2021,
    "revocation-list-2020": REVOCATION_LIST_2020,
    "token-status-list": TOKENS,
    "1edtech-revocation-list": REVOCATION_LIST_1EDTECH,
}


def files() -> dict[str, Json]:
    """Give every file's content by its path below the folder."""
    written = {
        f"{kind}/{name}.json": case.as_json()
        for kind, cases in KINDS.items()
        for name, case in cases.items()
    }
    index = {
        "now": NOW,
        "packedWith": f"zlib {zlib.ZLIB_RUNTIME_VERSION}",
        "vectors": {path: content["expected"] for path, content in written.items()},
    }
    return {"expected.json": index, **written}


def main() -> None:
    """Write every file."""
    for path, content in files().items():
        target = FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(content, ensure_ascii=False, indent=1)
        target.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

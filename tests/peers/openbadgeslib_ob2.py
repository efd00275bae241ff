"""Let openbadgeslib sign, bake and verify badges of Open Badges 2.0: JSON in and out.

Runs in `.venv-peers`, never in ours. Request: {"do": "sign", "assertion": document, "key": PEM,
"algorithm": name} → {"token": text}; {"do": "bake", "kind": "png" or "svg", "picture": base64,
"text": text} → {"picture": base64}; {"do": "verify", "credential": document or token, "files":
{url: text}} → {"verified": bool, "error": reason or null}.
"""

import base64
import json
import sys
from typing import Any

from openbadgeslib import baking  # type: ignore[import-not-found]
from openbadgeslib.ob2 import (  # type: ignore[import-not-found]
    Assertion,
    OB2Signer,
    OB2VerificationError,
    OB2Verifier,
)


def main() -> None:
    """Answer the one request on standard input."""
    request = json.load(sys.stdin)
    json.dump({"sign": sign, "bake": bake, "verify": verify}[request["do"]](request), sys.stdout)


def sign(request: dict[str, Any]) -> dict[str, Any]:
    """Sign an assertion."""
    signer = OB2Signer(request["key"].encode(), request["algorithm"])
    return {"token": signer.sign(Assertion.from_dict(request["assertion"]))}


def bake(request: dict[str, Any]) -> dict[str, Any]:
    """Bake an assertion, token or address into a picture."""
    work = {"png": baking.bake_png, "svg": baking.bake_svg}[request["kind"]]
    done = work(base64.b64decode(request["picture"]), request["text"])
    return {"picture": base64.b64encode(done).decode()}


def verify(request: dict[str, Any]) -> dict[str, Any]:
    """Verify, with revocation."""
    files: dict[str, str] = request["files"]

    def download(url: str, *_: object, **__: object) -> bytes:
        if url not in files:
            raise OB2VerificationError(f"offline: {url} was not handed over")
        return files[url].encode()

    verifier, credential = OB2Verifier(download=download), request["credential"]
    try:
        if isinstance(credential, str):
            verifier.verify(credential, check_revocation=True)
        else:
            verifier.verify_hosted(credential, check_revocation=True)
    except OB2VerificationError as error:
        return {"verified": False, "error": str(error)}
    return {"verified": True, "error": None}


if __name__ == "__main__":
    main()

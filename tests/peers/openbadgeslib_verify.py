"""Ask openbadgeslib about one badge: JSON on standard input, JSON on standard output.

Runs in `.venv-peers`, never in ours. Request: {"credential": document or compact JWT,
"files": {url: text}, "issuer": DID to anchor to, or null, "public_key_pem": or null,
"check_status": bool}. Answer: {"verified": bool, "revoked_or_unknown": reason or null,
"error": reason or null}.
"""

import json
import sys
from typing import Any

from openbadgeslib.ob3.ldp import OB3LdpVerifier  # type: ignore[import-not-found]
from openbadgeslib.ob3.status import check_credential_status  # type: ignore[import-not-found]
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier  # type: ignore[import-not-found]


def main() -> None:
    """Answer the one request on standard input."""
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Verify, then check the status, which the library keeps apart."""
    files: dict[str, str] = request["files"]

    def download(url: str, *_: object, **__: object) -> bytes:
        if url not in files:
            raise OB3VerificationError(f"offline: {url} was not handed over")
        return files[url].encode()

    try:
        badge = _verified(request, download)
    except OB3VerificationError as error:
        return {"verified": False, "revoked_or_unknown": None, "error": str(error)}
    try:
        if request["check_status"]:
            check_credential_status(badge, download=download)
    except OB3VerificationError as error:
        return {"verified": True, "revoked_or_unknown": str(error), "error": None}
    return {"verified": True, "revoked_or_unknown": None, "error": None}


def _verified(request: dict[str, Any], download: Any) -> Any:  # noqa: ANN401 - foreign types
    credential, issuer, key = request["credential"], request["issuer"], request["public_key_pem"]
    if isinstance(credential, str):
        jwt = OB3Verifier(key, issuer) if key else OB3Verifier.for_issuer_did(issuer, download)
        return jwt.verify(credential)
    return OB3LdpVerifier(key, issuer).verify(credential, download=download)


if __name__ == "__main__":
    main()

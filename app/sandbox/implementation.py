"""This service's entry in the list of implementations that the W3C test suites run against."""

from __future__ import annotations

from app.sandbox.issuing import BASE_PATH, Sandbox
from contexts import JsonObject
from issuer.sandbox_issuers import SandboxIssuer

_MODELS = {"vc": ["1.1", "2.0"]}


def implementation(sandbox: Sandbox) -> JsonObject:
    """Give the entry: the keys are made at every start, so it has to be fetched anew."""
    issuers = sandbox.issuers()
    origin = issuers[0][2].split(BASE_PATH, 1)[0]
    return {
        "name": "Dokazilo",
        "implementation": "Dokazilo",
        "issuers": [_issuer(issuer, did, url) for issuer, did, url in issuers],
        "verifiers": [
            _verifier(issuer, f"{origin}{BASE_PATH}/credentials/verify") for issuer, _, _ in issuers
        ],
        "vpVerifiers": [
            _verifier(issuer, f"{origin}{BASE_PATH}/presentations/verify")
            for issuer, _, _ in issuers
        ],
        "vcHolders": [
            {
                "id": origin,
                "endpoint": f"{origin}{BASE_PATH}/credentials/derive",
                "tags": ["vcHolder", "ecdsa-sd-2023"],
                "supports": _MODELS,
            }
        ],
    }


def _issuer(issuer: SandboxIssuer, did: str, url: str) -> JsonObject:
    return {
        "id": did,
        "endpoint": f"{url}/credentials/issue",
        "options": {},
        "tags": list(issuer.all_tags),
        **_supports(issuer),
    }


def _verifier(issuer: SandboxIssuer, endpoint: str) -> JsonObject:
    return {
        "id": endpoint,
        "endpoint": endpoint,
        "options": {},
        "tags": list(issuer.all_tags),
        **_supports(issuer),
    }


def _supports(issuer: SandboxIssuer) -> JsonObject:
    if not issuer.securing.startswith("ecdsa-"):
        return {"supports": _MODELS}
    kinds = [issuer.kind]
    return {"supportedEcdsaKeyTypes": kinds, "supports": {**_MODELS, "keyTypes": kinds}}

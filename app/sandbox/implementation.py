"""This service's entry in the list of implementations that the W3C test suites run against."""

from __future__ import annotations

from app.sandbox.issuing import BASE_PATH, Sandbox
from contexts import JsonObject
from issuer.sandbox_issuers import SandboxIssuer

_MODELS = {"vc": ["1.1", "2.0"]}
_ECDSA = ["P-256", "P-384"]


def implementation(sandbox: Sandbox) -> JsonObject:
    """Give the entry: the keys are made at every start, so it has to be fetched anew."""
    issuers = sandbox.issuers()
    base = issuers[0][2].split(BASE_PATH, 1)[0] + BASE_PATH
    tags = list(dict.fromkeys(tag for issuer, _, _ in issuers for tag in issuer.all_tags))
    return {
        "name": "Dokazilo",
        "implementation": "Dokazilo",
        "issuers": [_issuer(issuer, did, url) for issuer, did, url in issuers],
        "verifiers": [_verifier(f"{base}/credentials/verify", tags)],
        "vpVerifiers": [_verifier(f"{base}/presentations/verify", tags)],
        "vcHolders": [_verifier(f"{base}/credentials/derive", ["vcHolder", "ecdsa-sd-2023"])],
    }


def _issuer(issuer: SandboxIssuer, did: str, url: str) -> JsonObject:
    entry = {
        "id": did,
        "endpoint": f"{url}/credentials/issue",
        "options": {},
        "tags": list(issuer.all_tags),
    }
    if issuer.kind not in _ECDSA:
        return {**entry, "supports": _MODELS}
    kinds = [issuer.kind]
    return {
        **entry,
        "supportedEcdsaKeyTypes": kinds,
        "supports": {**_MODELS, "keyTypes": kinds},
    }


def _verifier(endpoint: str, tags: list[str]) -> JsonObject:
    """Describe one endpoint that takes whatever is signed."""
    return {
        "id": endpoint,
        "endpoint": endpoint,
        "options": {},
        "tags": tags,
        "supportedEcdsaKeyTypes": _ECDSA,
        "supports": {**_MODELS, "keyTypes": _ECDSA},
    }

"""Badges under the other cryptosuites, good and bad, all issued by @digitalbazaar's libraries.

The issuers are the keys themselves (did:key): what is compared here is the proof.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from contexts import JsonObject
from tests.interop import selective
from tests.interop.issued import ISSUED_AT
from tests.interop.opinions import Case
from tests.peers.node import NodePeers
from tests.verifier.makers import (
    EC_KEY,
    INDEX,
    LIST_URL,
    badge,
    entry,
    multikey,
    proof_options,
    signed,
    status_list,
)

SUITES: dict[str, tuple[str, str]] = {
    "eddsa-jcs-2022": ("eddsa-jcs-2022", "Ed25519"),
    "ecdsa-rdfc-2019, P-256": ("ecdsa-rdfc-2019", "P-256"),
    "ecdsa-rdfc-2019, P-384": ("ecdsa-rdfc-2019", "P-384"),
    "ecdsa-jcs-2019, P-256": ("ecdsa-jcs-2019", "P-256"),
    "ecdsa-jcs-2019, P-384": ("ecdsa-jcs-2019", "P-384"),
    "Ed25519Signature2020": ("Ed25519Signature2020", "Ed25519"),
    "ecdsa-sd-2023, derived": ("ecdsa-sd-2023", "P-256"),
}
SUITE_2020_CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"
_MANDATORY = [
    "/@context",
    "/type",
    "/issuer",
    "/validFrom",
    "/validUntil",
    "/credentialSubject/type",
]
_SHOWN = ["/id", "/name", "/credentialSubject"]


def _unsigned(suite: str, until: str) -> JsonObject:
    """Give a badge without status; it ends, as badges that are shown in part have to."""
    document: JsonObject = badge(validFrom="2025-01-15T09:00:00Z", validUntil=until)
    if suite == "Ed25519Signature2020":
        document["@context"].append(SUITE_2020_CONTEXT)
    return document


def _signed(peers: NodePeers, document: JsonObject, suite: str, kind: str) -> JsonObject:
    request: JsonObject = {
        "credential": document,
        "suite": suite,
        "kind": kind,
        "created": ISSUED_AT.isoformat().replace("+00:00", "Z"),
        "mandatoryPointers": _MANDATORY,
    }
    signed: JsonObject = peers.call("suites_issue", request)
    if suite == "ecdsa-sd-2023":
        signed = peers.call("suites_derive", {"credential": signed, "selectivePointers": _SHOWN})
    return signed


def _case(peers: NodePeers, name: str, fault: str) -> Case:
    suite, kind = SUITES[name]
    until = "2025-02-15T09:00:00Z" if fault == "expired" else "2125-01-15T09:00:00Z"
    unsigned = _unsigned(suite, until)
    if fault == UNDEFINED_SIGNED:
        unsigned["secretGrade"] = "A"
    secured = _signed(peers, unsigned, suite, kind)
    issuer = {"id": secured["issuer"]["id"]}
    if fault == "a value changed":
        secured["name"] = "Zdravnica"
    if fault == "an undefined member added":
        secured["secretGrade"] = "A"
    if fault == "its proof by another key":
        secured["proof"] = _signed(peers, _unsigned(suite, until), suite, kind)["proof"]
    return Case(secured, {}, issuer)


def _with_status(peers: NodePeers, *, revoked: bool) -> Case:
    """Let our own issuer sign a badge with a status, and its holder show it with their library."""
    document = selective.sd_badge(credentialStatus=entry())
    signed_base = selective.base(document, (*selective.MANDATORY, "/credentialStatus"))
    request: JsonObject = {"credential": signed_base, "selectivePointers": _SHOWN}
    method = f"{selective.ISSUER}#{multikey(EC_KEY)}"
    listed = signed(
        status_list(*([INDEX] if revoked else []), issuer=selective.ISSUER),
        proof_options(method, cryptosuite="ecdsa-rdfc-2019"),
        EC_KEY,
    )
    return Case(peers.call("suites_derive", request), {LIST_URL: listed}, {"id": selective.ISSUER})


UNDEFINED_SIGNED = "an undefined member signed"
FAULTS = ("", "a value changed", "an undefined member added", "its proof by another key", "expired")

SUITE_CASES: dict[str, Callable[[NodePeers], Case]] = {
    f"{name}, {fault}" if fault else name: partial(_case, name=name, fault=fault)
    for name in SUITES
    for fault in (*FAULTS, *((UNDEFINED_SIGNED,) if "jcs" in name else ()))
}
"""By the names of their rows in docs/interop.md."""
SUITE_CASES |= {
    "ecdsa-sd-2023, derived, with its status": partial(_with_status, revoked=False),
    "ecdsa-sd-2023, derived, revoked": partial(_with_status, revoked=True),
}

"""What @digitalbazaar/vc issues, our verifier passes; what is wrong with it, it names."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from contexts import JsonObject
from tests.interop.cases import signed_document
from tests.interop.foreign_schools import DID, DOCUMENT_URL, LIST_URL, example_badge, word
from tests.interop.issued import issued
from tests.interop.opinions import PASSES
from tests.peers.node import NodePeers

pytestmark = pytest.mark.peers

SEED = 5
METHOD = f"{DID}#eddsa"
DID_KEY = "did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"  # of the seed below
DID_KEY_SEED = int("07" * 32, 16)
PLACE = 94_567
ENTRY = {
    "id": f"{LIST_URL}#{PLACE}",
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": str(PLACE),
    "statusListCredential": LIST_URL,
}


def badge_with_status(peers: NodePeers) -> JsonObject:
    unsigned = {**example_badge(), "credentialStatus": ENTRY}
    return signed_document(peers, unsigned, seed=SEED, method=METHOD)


def status_list(peers: NodePeers, *indices: int, **how: Any) -> dict[str, JsonObject]:  # noqa: ANN401
    """Publish a list that the consortium's library encoded and @digitalbazaar/vc signed."""
    request = {"length": 131_072, "set": list(indices)}
    encoded = peers.call("status_list_encode", request)["encodedList"]
    unsigned = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": DID,
        "validFrom": "2025-01-15T09:00:00Z",
        "credentialSubject": {
            "id": f"{LIST_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }
    return {LIST_URL: signed_document(peers, unsigned, **{"seed": SEED, "method": METHOD, **how})}


def test_a_badge_of_a_did_key_passes(node_peers: NodePeers) -> None:
    signed = signed_document(node_peers, example_badge(DID_KEY), seed=DID_KEY_SEED, method=None)
    assert word(signed, issuer=DID_KEY) == PASSES
    assert word(signed, issuer="did:web:another.example") == "indeterminate ISSUER_UNKNOWN"


def test_a_badge_of_a_did_web_passes_with_its_status(node_peers: NodePeers) -> None:
    badge = badge_with_status(node_peers)
    assert word(badge, status_list(node_peers, PLACE - 1, PLACE + 1)) == PASSES
    assert word(badge, status_list(node_peers, PLACE)) == "failed REVOKED"
    assert word(badge) == "indeterminate STATUS_UNREACHABLE"
    strangers = status_list(node_peers, seed=DID_KEY_SEED, method=METHOD)
    assert word(badge, strangers) == "indeterminate STATUS_LIST_INVALID"


def test_the_largest_badge_we_render_passes_when_they_sign_it(node_peers: NodePeers) -> None:
    one = issued()
    ours = {**one.unsigned, "issuer": {**one.unsigned["issuer"], "id": DID}}
    del ours["credentialStatus"]
    assert word(signed_document(node_peers, ours, seed=SEED, method=METHOD)) == PASSES


# --- tampered ------------------------------------------------------------------------------------

Tamper = Callable[[JsonObject], object]

TAMPERED: list[tuple[str, Tamper]] = [
    ("failed SIGNATURE_INVALID", lambda b: b.update(name="Care of young fruit trees")),
    ("failed SIGNATURE_INVALID", lambda b: b.update(validUntil="2999-01-01T00:00:00Z")),
    ("failed SIGNATURE_INVALID", lambda b: b.pop("credentialStatus")),
    ("failed SIGNATURE_INVALID", lambda b: b.pop("validFrom")),
    (
        "failed SIGNATURE_INVALID",
        lambda b: b["credentialSubject"]["achievement"].update(achievementType="Degree"),
    ),
    (
        "failed SIGNATURE_INVALID",
        lambda b: b["credentialSubject"]["identifier"][0].update(identityHash="learner-18"),
    ),
    ("failed SIGNATURE_INVALID", lambda b: b["credentialStatus"].update(statusListIndex="1")),
    ("failed SIGNATURE_INVALID", lambda b: b["proof"].update(created="2025-01-15T09:00:01Z")),
    ("failed DATA_LOSS", lambda b: b.update(grade="A")),
    ("failed DATA_LOSS", lambda b: b["credentialSubject"].update({"@grade": "A"})),
    ("failed CONTEXT_REFUSED", lambda b: b["@context"].append({"name": "urn:another"})),
    ("indeterminate CONTEXT_UNKNOWN", lambda b: b["@context"].append("https://x.example/v1")),
    ("failed ISSUER_MISMATCH", lambda b: b["issuer"].update(id="did:web:stranger.example")),
    ("failed ISSUER_MISMATCH", lambda b: b["proof"].update(verificationMethod=DID_KEY)),
    ("failed KEY_NOT_LISTED", lambda b: b["proof"].update(verificationMethod=f"{DID}#other")),
    (
        "failed KEY_ALGORITHM_MISMATCH",
        lambda b: b["proof"].update(verificationMethod=f"{DID}#es256"),
    ),
    ("failed PROOF_WRONG_PURPOSE", lambda b: b["proof"].update(proofPurpose="authentication")),
    ("failed PROOF_MALFORMED", lambda b: b["proof"].update(proofValue="z1")),
    ("failed PROOF_EXPIRED", lambda b: b["proof"].update(expires="2025-02-15T09:00:00Z")),
    (
        "failed PROOF_CREATED_IN_FUTURE",
        lambda b: b["proof"].update(created="2999-01-15T09:00:00Z"),
    ),
    (
        "indeterminate SUITE_NOT_ACCEPTED",
        lambda b: b["proof"].update(cryptosuite="bbs-2023"),
    ),
    ("failed PROOF_MISSING", lambda b: b.pop("proof")),
]


@pytest.mark.parametrize(("expected", "tamper"), TAMPERED)
def test_every_forgery_has_its_name(node_peers: NodePeers, expected: str, tamper: Tamper) -> None:
    forged = deepcopy(badge_with_status(node_peers))
    tamper(forged)
    assert word(forged, status_list(node_peers)) == expected


def test_a_school_that_cannot_be_reached_is_not_called_a_forger(node_peers: NodePeers) -> None:
    badge = badge_with_status(node_peers)
    somebody_elses = {DOCUMENT_URL: {"id": "did:web:x"}}
    assert word(badge, somebody_elses) == "failed DID_DOCUMENT_ID_MISMATCH"
    elsewhere = {**example_badge("did:web:gone.example")}
    gone = signed_document(node_peers, elsewhere, seed=SEED, method="did:web:gone.example#key")
    assert word(gone) == "indeterminate DID_DOCUMENT_UNREACHABLE"

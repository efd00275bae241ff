"""Our published lists as others read them, and theirs as we do: the exact set of entries."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from contexts import JsonObject
from issuer.model.credential import StatusPurpose
from issuer.signing import secure_list
from issuer.status_list import PublishedList
from tests.interop.issued import ISSUED_AT, school_signers
from tests.interop.opinions import Case, digitalbazaar_report
from tests.issuer.examples import BASE, SCHOOL
from tests.peers.node import NodePeers
from verifier.status_list import StatusList

pytestmark = pytest.mark.peers

SHORTEST = 131_072
CHANCE = random.Random(20260302)  # noqa: S311 - a fixed seed, so that every run asks the same
SETS: dict[str, tuple[int, list[int]]] = {
    "empty": (SHORTEST, []),
    "corners": (SHORTEST, [0, 7, 8, 15, 131_064, 131_071]),
    "at random": (SHORTEST, sorted(CHANCE.sample(range(SHORTEST), 1000))),
    "longer": (262_144, [131_072, 200_000, 262_143]),
    "the first thousand": (SHORTEST, list(range(1000))),
}


def published(length: int, indices: list[int]) -> JsonObject:
    """Give the list credential as it is served."""
    bits = StatusList.empty(length)
    for index in indices:
        bits = bits.with_status(index, value=True)
    edition = PublishedList(
        url=f"{BASE}/status-lists/7",
        purpose=StatusPurpose.REVOCATION,
        profile=SCHOOL,
        bits=bits,
        valid_from=ISSUED_AT,
        valid_until=ISSUED_AT + timedelta(days=3650),
        ttl=timedelta(minutes=5),
    )
    document: JsonObject = json.loads(secure_list(edition, school_signers()[0], ISSUED_AT))
    return document


@pytest.mark.parametrize("name", SETS)
def test_the_consortiums_library_finds_exactly_our_entries(
    node_peers: NodePeers, name: str
) -> None:
    length, indices = SETS[name]
    encoded = published(length, indices)["credentialSubject"]["encodedList"]
    read = node_peers.call("status_list_decode", {"encodedList": encoded})
    assert (read["length"], read["set"]) == (length, indices)


@pytest.mark.parametrize("name", SETS)
def test_we_find_exactly_the_consortiums_entries(node_peers: NodePeers, name: str) -> None:
    length, indices = SETS[name]
    request: dict[str, Any] = {"length": length, "set": indices}
    encoded = node_peers.call("status_list_encode", request)["encodedList"]
    read = StatusList.decode(encoded, length // 8)
    found = [index for index in range(length) if read.get(index)]
    assert (len(read.bits) * 8, found) == (length, indices)


def test_the_list_credential_verifies_like_any_other(node_peers: NodePeers) -> None:
    good = published(*SETS["corners"])
    assert report(node_peers, good) == (True, [])
    subject = {**good["credentialSubject"], "encodedList": StatusList.empty(SHORTEST).encode()}
    verified, errors = report(node_peers, {**good, "credentialSubject": subject})
    assert verified is False
    assert errors


def report(peers: NodePeers, document: JsonObject) -> tuple[bool, list[str]]:
    answer = digitalbazaar_report(peers, Case(document), check_status=False)
    return answer["verified"], answer["errors"]

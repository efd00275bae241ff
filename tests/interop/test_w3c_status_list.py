"""What w3c/vc-bitstring-status-list-test-suite asks, and what it does not: revocation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.interop.w3c import V1, V2, Json, Suite, changed
from tests.peers.node import NodePeers
from verifier.status_list import MINIMUM_ENTRIES, StatusList

TAG = "BitstringStatusList"
STATUS = f"/vc-api/sandbox/{TAG}/credentials/status"
LISTS = f"/vc-api/sandbox/{TAG}/status-lists"


def issued(suite: Suite, **changes: Any) -> Json:  # noqa: ANN401  # any JSON
    return suite.issue(TAG, suite.credential(TAG, **changes))


def list_of(suite: Suite, entry: Json) -> Json:
    answer = suite.service.get(entry["statusListCredential"])
    assert answer.status_code == 200
    assert "json" in answer.headers["content-type"]
    found: Json = answer.json()
    return found


def set_status(suite: Suite, credential: Json, *, status: bool, **entry: Any) -> int:  # noqa: ANN401
    body = {
        "credentialId": credential["id"],
        "credentialStatus": {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            **entry,
        },
        "status": status,
    }
    answer: int = suite.service.post(STATUS, json=body).status_code
    return answer


@pytest.mark.parametrize(
    "model", [{"@context": [V2]}, {"@context": [V1], "issuanceDate": "2024-01-01T00:00:00Z"}]
)
def test_the_status_entry(suite: Suite, model: Json) -> None:
    made = issued(suite, **model)
    assert made["id"].startswith("urn:uuid:")
    assert made["credentialSubject"] == suite.credential(TAG)["credentialSubject"]
    entry = made["credentialStatus"]
    assert set(entry) == {
        *("id", "type", "statusPurpose", "statusListIndex", "statusListCredential"),
    }
    assert entry["type"] == "BitstringStatusListEntry"
    assert entry["statusPurpose"] == "revocation"
    assert str(int(entry["statusListIndex"])) == entry["statusListIndex"]
    assert 0 <= int(entry["statusListIndex"]) < MINIMUM_ENTRIES
    assert entry["id"] != entry["statusListCredential"]
    suite.accepts(made)


def test_the_list(suite: Suite) -> None:
    entry = issued(suite)["credentialStatus"]
    found = list_of(suite, entry)
    assert found["@context"] == [V2]
    assert found["id"] == entry["statusListCredential"]
    assert found["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert found["issuer"] == suite.issuer(TAG)["id"]
    subject = found["credentialSubject"]
    assert set(subject) == {"id", "type", "statusPurpose", "encodedList"}
    assert (subject["type"], subject["statusPurpose"]) == ("BitstringStatusList", "revocation")
    bits = StatusList.decode(subject["encodedList"], 1 << 20)
    assert len(bits.bits) == 16 * 1024
    suite.accepts(found)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("statusListIndex", True),
        ("statusListIndex", -1),
        ("statusListIndex", "1.5"),
        ("statusPurpose", ["revocation"]),
        ("statusPurpose", ...),
        ("statusListCredential", ...),
        ("statusListCredential", 5),
        ("statusSize", 0),
        ("statusSize", "1"),
        ("statusSize", 2),
        ("type", ...),
        ("type", 5),
        ("id", "https://example.com/list"),
    ],
    ids=str,
)
def test_a_malformed_entry_is_refused(suite: Suite, member: str, value: object) -> None:
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "5",
        "statusListCredential": "https://example.com/list",
    }
    good = suite.credential(TAG, credentialStatus=entry)
    assert suite.issue(TAG, good)["credentialStatus"] == entry
    suite.refuses_to_issue(TAG, changed(good, f"credentialStatus.{member}", value))


def test_an_entry_under_another_name_is_refused(suite: Suite) -> None:
    entry = {"type": "BitstringStatusListEntry", "statusListIndex": True}
    suite.refuses_to_issue(TAG, suite.credential(TAG, statusEntry=entry))


@pytest.mark.peers
def test_revoked_and_taken_back(suite: Suite, node_peers: NodePeers) -> None:
    made, other = issued(suite), issued(suite)
    for status in (True, False):
        assert set_status(suite, made, status=status) == 200
        (suite.refuses if status else suite.accepts)(made)
        suite.accepts(other)
        suite.accepts(made, checks=["proof"])
        entry = made["credentialStatus"]
        url = entry["statusListCredential"]
        request = {
            "credential": made,
            "documents": {url: list_of(suite, entry)},
            "checkStatus": True,
        }
        report = node_peers.call("digitalbazaar_verify", request)
        assert report["verified"] is True, report
        assert [each["set"] for each in report["statuses"]] == [status]


def test_a_status_of_nobody(suite: Suite) -> None:
    made = issued(suite)
    assert set_status(suite, {"id": "urn:uuid:unknown"}, status=True) == 404
    assert set_status(suite, made, status=True, statusPurpose="suspension") == 404
    assert set_status(suite, made, status=True, statusPurpose="unknown") == 400
    assert set_status(suite, made, status=True, type="StatusList2021Entry") == 400
    bodies: list[Any] = [None, [], {}, {"credentialId": made["id"]}]
    for body in bodies:
        assert suite.service.post(STATUS, json=body).status_code == 400


def test_a_list_of_ones_own(suite: Suite) -> None:
    answer = suite.service.post(LISTS, json={"statusPurpose": "suspension"})
    assert answer.status_code == 201
    url = answer.json()["id"]
    assert answer.headers["location"] == url
    assert suite.service.get(url).json() == answer.json()["verifiableCredential"]
    entry = {
        "id": f"{url}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "suspension",
        "statusListIndex": "7",
        "statusListCredential": url,
    }
    made = issued(suite, id="urn:uuid:listed-by-hand", credentialStatus=entry)
    suite.accepts(made)
    place = {"statusListIndex": "7", "statusListCredential": url, "statusPurpose": "suspension"}
    assert set_status(suite, made, status=True, **place) == 200
    suite.refuses(made)
    assert set_status(suite, made, status=True, **{**place, "statusPurpose": "revocation"}) == 400
    assert set_status(suite, made, status=True, **{**place, "statusListIndex": "131072"}) == 400
    elsewhere = {**place, "statusListCredential": "https://example.com/list"}
    assert set_status(suite, made, status=True, **elsewhere) == 404
    assert suite.service.get(LISTS + "/00000000-0000-4000-8000-000000000000").status_code == 404
    bodies: list[Any] = [None, {}, {"statusPurpose": "unknown"}, {"statusPurpose": 5}]
    for body in bodies:
        assert suite.service.post(LISTS, json=body).status_code == 400


def test_an_index_past_the_end(suite: Suite) -> None:
    url = suite.service.post(LISTS, json={"statusPurpose": "revocation"}).json()["id"]
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(MINIMUM_ENTRIES),
        "statusListCredential": url,
    }
    answer = suite.verify(issued(suite, credentialStatus=entry))
    assert answer.status_code == 400
    assert [one["type"] for one in answer.json()["problemDetails"]] == [
        "https://www.w3.org/TR/vc-data-model#RANGE_ERROR"
    ]

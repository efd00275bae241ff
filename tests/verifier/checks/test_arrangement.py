"""What a signature over statements does not notice: members renamed, or moved to another place."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from tests.verifier.makers import (
    INDEX,
    LIST_URL,
    V1,
    Json,
    badge,
    badge_1_1,
    causes,
    entry,
    judged,
    proof_options,
    resources,
    signed,
    status_list,
)
from verifier.checks.arrangement import check_arrangement
from verifier.judgement import Judged

CRED = "https://www.w3.org/2018/credentials#"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
REARRANGED = ["context failed CONTENT_REARRANGED"]
ENDORSEMENT: Json = {
    "@context": badge()["@context"],
    "id": "urn:uuid:3c2a4d5e-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "EndorsementCredential"],
    "name": "Priporočilo",
    "issuer": {"id": "https://employer.example", "type": ["Profile"]},
    "validFrom": "2026-01-20T00:00:00Z",
    "credentialSubject": {
        "id": badge()["id"],
        "type": ["EndorsementSubject"],
        "endorsementComment": "Drži.",
    },
}
Change = Callable[[Json], Any]


def revoked(change: Change, **members: Any) -> list[str]:  # noqa: ANN401
    """Revoke a badge, change how it is written, and judge it."""
    document = signed(badge(credentialStatus=entry(), **members))
    change(document)
    return [
        cause
        for cause in causes(judged(document, resources(list=signed(status_list(INDEX)))))
        if not cause.startswith("endorsement")
    ]


def renamed(old: str, new: str) -> Change:
    def change(document: Json) -> None:
        document[new] = document.pop(old)

    return change


def hide_end(document: Json) -> None:
    """Name the end of validity by its address: then its type has to be written out as well."""
    moment = {"@value": document.pop("validUntil"), "@type": DATE_TIME}
    document[CRED + "validUntil"] = moment


def moved_to_the_endorsement(name: str) -> Change:
    def change(document: Json) -> None:
        subject = document["endorsement"][0]["credentialSubject"]
        subject["type"] = [*subject["type"], *document["type"]]
        subject[name] = document.pop(name)

    return change


def test_nothing_is_said_of_what_was_rearranged() -> None:
    document = signed(badge(credentialStatus=entry()))
    renamed("credentialStatus", CRED + "credentialStatus")(document)
    checks = [finding.check for finding in judged(document).findings]
    assert checks == ["format", "verificationMethod", "proof", "context"]


def test_as_it_was_issued_it_is_revoked() -> None:
    assert revoked(lambda _: None) == ["credentialStatus failed REVOKED"]
    found = revoked(lambda _: None, endorsement=[deepcopy(ENDORSEMENT)])
    assert found == ["credentialStatus failed REVOKED"]


def test_a_status_named_by_its_address_is_not_overlooked() -> None:
    assert revoked(renamed("credentialStatus", CRED + "credentialStatus")) == REARRANGED


def test_a_status_moved_to_another_object_of_the_same_id_is_not_overlooked() -> None:
    found = revoked(
        moved_to_the_endorsement("credentialStatus"), endorsement=[deepcopy(ENDORSEMENT)]
    )
    assert found == REARRANGED


def test_an_end_of_validity_can_not_be_hidden_either() -> None:
    over = badge(validUntil="2026-05-01T00:00:00Z", endorsement=[deepcopy(ENDORSEMENT)])
    for change in (hide_end, moved_to_the_endorsement("validUntil")):
        document = signed(over)
        change(document)
        assert causes(judged(document))[0] == REARRANGED[0]


def test_nor_by_a_prefix_that_a_context_defines() -> None:
    document = signed(badge_1_1(expirationDate="2026-05-01T00:00:00Z"))
    assert document["@context"][0] == V1
    moment = {"@value": document.pop("expirationDate"), "@type": DATE_TIME}
    document["cred:expirationDate"] = moment
    found = causes(judged(document))
    assert found
    assert "failed" in found[0]


def test_the_end_of_a_list_can_not_be_hidden() -> None:
    listed = signed(status_list(validUntil="2026-05-31T12:00:00Z"))
    hide_end(listed)
    report = judged(signed(badge(credentialStatus=entry())), resources(list=listed))
    assert report.root_cause
    assert report.root_cause.problem
    assert report.root_cause.problem.params["cause"] == "CONTENT_REARRANGED"


def test_the_id_of_a_list_can_not_be_hidden() -> None:
    listed = signed(status_list(id="https://school.example/other"))
    listed["@id"] = listed.pop("id")
    report = judged(signed(badge(credentialStatus=entry())), resources(list=listed))
    assert causes(report) == ["credentialStatus indeterminate STATUS_LIST_INVALID"]


def test_a_list_holds_one_list() -> None:
    listed = status_list()
    subject = listed["credentialSubject"]
    listed["credentialSubject"] = [subject, {**deepcopy(subject), "id": f"{LIST_URL}#second"}]
    report = judged(signed(badge(credentialStatus=entry())), resources(list=signed(listed)))
    assert causes(report) == ["credentialStatus indeterminate STATUS_LIST_MALFORMED"]


@pytest.mark.parametrize(
    "document",
    [
        {"id": "urn:x", "https://employer.example/own": 1},
        {"id": "urn:x", "urn:own:term": 1},
        {"id": "urn:x", "endorsement": {"credentialSubject": {"id": "urn:x", "type": "T"}}},
        {"name": {"@value": "x", "@type": "T"}},
        {"proof": {"id": "urn:x", "validUntil": 1}, "id": "urn:x"},
        {"credentialSubject": {"validUntil": 1}},
    ],
)
def test_what_an_issuer_may_write(document: Json) -> None:
    check_arrangement(document)


@pytest.mark.parametrize(
    "document",
    [
        {"@id": "urn:x"},
        {"a": [{"@type": "T"}]},
        {"cred:credentialStatus": 1},
        {"a": {"https://w3id.org/security#proof": 1}},
        {"id": "urn:x", "a": [{"b": {"id": "urn:x", "issuer": 1}}]},
    ],
)
def test_what_no_issuer_writes(document: Json) -> None:
    with pytest.raises(Judged, match="CONTENT_REARRANGED"):
        check_arrangement(document)


# --- what stands beside the content, and what two objects share ----------------------------------


def test_a_proof_can_not_hide_when_it_ends() -> None:
    document = signed(badge(credentialStatus=None), proof_options(expires="2026-02-01T00:00:00Z"))
    assert causes(judged(document)) == ["proof failed PROOF_EXPIRED"]
    proof = document["proof"]
    moment = {"@value": proof.pop("expires"), "@type": DATE_TIME}
    proof["https://w3id.org/security#expiration"] = moment
    assert causes(judged(document)) == ["proof failed CONTENT_REARRANGED"]


ACHIEVEMENT = badge()["credentialSubject"]["achievement"]


def about_the_achievement() -> Json:
    """Endorse the achievement, which takes its id a second time."""
    endorsement = deepcopy(ENDORSEMENT)
    endorsement["credentialSubject"]["id"] = ACHIEVEMENT["id"]
    return signed(badge(credentialStatus=None, endorsement=[endorsement]))


def test_an_endorsed_achievement_is_no_trade() -> None:
    assert causes(judged(about_the_achievement())) == []


@pytest.mark.parametrize("name", ["achievementType", "criteria", "name", "description"])
def test_an_achievement_can_not_lend_what_decides(name: str) -> None:
    document = about_the_achievement()
    endorsed = document["endorsement"][0]["credentialSubject"]
    endorsed["type"] = ["EndorsementSubject", "Achievement"]
    endorsed[name] = document["credentialSubject"]["achievement"].pop(name)
    assert causes(judged(document)) == ["context failed CONTENT_REARRANGED"]
    with pytest.raises(Judged, match="CONTENT_REARRANGED"):
        check_arrangement(document)


def results(*values: str) -> Json:
    return {
        "id": "urn:x",
        "credentialSubject": {
            "result": [{"id": "urn:r", "type": ["Result"], "value": value} for value in values]
        },
    }


def test_two_results_of_one_id_say_the_same_or_nothing() -> None:
    check_arrangement(results("87", "87"))
    with pytest.raises(Judged, match="CONTENT_REARRANGED"):
        check_arrangement(results("87", "12"))


def test_a_digest_can_not_be_lent() -> None:
    document: Json = {
        "credentialSchema": {"id": "https://a.example/s", "type": "JsonSchema"},
        "evidence": [{"id": "https://a.example/s", "digestSRI": "sha256-x"}],
    }
    with pytest.raises(Judged, match="CONTENT_REARRANGED"):
        check_arrangement(document)

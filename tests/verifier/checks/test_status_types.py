"""StatusList2021 beside the bitstring list: the same bits, another spelling."""

from typing import Any

import pytest

from tests.verifier.makers import (
    INDEX,
    V1,
    Json,
    badge,
    causes,
    entry,
    judged,
    proof_options,
    resources,
    signed,
    status_list,
)

CONTEXT = "https://w3id.org/vc/status-list/2021/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
CHECK = "credentialStatus"


def list_2021(*revoked: int, **subject: Any) -> Json:  # noqa: ANN401
    listed = status_list(*revoked)
    members = {
        **listed["credentialSubject"],
        "type": "StatusList2021",
        "encodedList": listed["credentialSubject"]["encodedList"].removeprefix("u"),
        **subject,
    }
    listed["@context"] = [V1, CONTEXT, DATA_INTEGRITY]
    listed["type"] = ["VerifiableCredential", "StatusList2021Credential"]
    listed["issuanceDate"] = listed.pop("validFrom")
    return {**listed, "credentialSubject": members}


def found(listed: Json, kind: str = "StatusList2021Entry", **changes: Any) -> list[str]:  # noqa: ANN401
    contexts = [*badge()["@context"], CONTEXT]
    status = entry(type=kind, **changes)
    document = badge(**{"@context": contexts, "credentialStatus": status})
    # Over text, so that the older context need not agree with the badge's others.
    options = proof_options(cryptosuite="eddsa-jcs-2022")
    return [
        cause
        for cause in causes(judged(signed(document, options), resources(list=listed)))
        if cause.startswith(CHECK)
    ]


def test_good_and_revoked() -> None:
    assert found(signed(list_2021(INDEX - 1, INDEX + 1))) == []
    assert found(signed(list_2021(INDEX))) == [f"{CHECK} failed REVOKED"]


@pytest.mark.parametrize(
    ("subject", "cause"),
    [
        ({"statusPurpose": "suspension"}, "STATUS_PURPOSE_MISMATCH"),
        ({"encodedList": status_list()["credentialSubject"]["encodedList"]}, "MALFORMED"),
        ({"encodedList": "AAAA"}, "MALFORMED"),
    ],
)
def test_a_bad_list(subject: Json, cause: str) -> None:
    (told,) = found(signed(list_2021(**subject)))
    assert told.startswith(f"{CHECK} indeterminate ")
    assert told.endswith(cause)


def test_entry_and_list_are_of_one_kind() -> None:
    malformed = [f"{CHECK} indeterminate STATUS_LIST_MALFORMED"]
    assert found(signed(status_list())) == malformed
    assert found(signed(list_2021()), "BitstringStatusListEntry") == malformed


def test_a_kind_that_is_not_read_is_named() -> None:
    for kind in ("RevocationList2020Status", "StatusList2017Entry"):
        assert found(signed(list_2021()), kind) == [f"{CHECK} indeterminate STATUS_TYPE_UNKNOWN"]

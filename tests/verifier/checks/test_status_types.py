"""StatusList2021 beside the bitstring list: the same bits, another spelling."""

import base64
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

CONTEXT = "https://w3id.org/vc/status-list/2021/v1"
CONTEXT_2020 = "https://w3id.org/vc-revocation-list-2020/v1"
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
    for kind in ("RevocationList2021Status", "StatusList2017Entry"):
        assert found(signed(list_2021()), kind) == [f"{CHECK} indeterminate STATUS_TYPE_UNKNOWN"]


# --- RevocationList2020 --------------------------------------------------------------------------


def list_2020(*set_bits: int, **subject: Any) -> Json:  # noqa: ANN401
    """Give an unsigned list; `set_bits` are counted from the left-most bit."""
    listed = list_2021(*set_bits)
    listed["@context"] = [V1, CONTEXT_2020, DATA_INTEGRITY]
    listed["type"] = ["VerifiableCredential", "RevocationList2020Credential"]
    members = {**listed["credentialSubject"], "type": "RevocationList2020", **subject}
    del members["statusPurpose"]
    return {**listed, "credentialSubject": members}


def found_2020(listed: Json, **changes: Any) -> list[str]:  # noqa: ANN401
    status = {
        "id": f"{LIST_URL}#{INDEX}",
        "type": "RevocationList2020Status",
        "revocationListIndex": str(INDEX),
        "revocationListCredential": LIST_URL,
        **changes,
    }
    contexts = [*badge()["@context"], CONTEXT_2020]
    document = badge(**{"@context": contexts, "credentialStatus": status})
    options = proof_options(cryptosuite="eddsa-jcs-2022")
    report = judged(signed(document, options), resources(list=signed(listed, options)))
    return [cause for cause in causes(report) if cause.startswith(CHECK)]


MIRRORED = INDEX - INDEX % 8 + 7 - INDEX % 8
"""The bit that stands for INDEX when a byte is counted from its right end."""


def test_both_readings_of_an_unstated_order() -> None:
    assert found_2020(list_2020()) == []
    assert found_2020(list_2020(INDEX, MIRRORED)) == [f"{CHECK} failed REVOKED"]
    unknown = [f"{CHECK} indeterminate STATUS_BIT_ORDER_UNKNOWN"]
    assert found_2020(list_2020(INDEX)) == unknown
    assert found_2020(list_2020(MIRRORED)) == unknown


def test_in_the_middle_bits_of_a_byte_the_readings_differ_too() -> None:
    assert MIRRORED != INDEX


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"revocationListIndex": "-1"}, "failed STATUS_MALFORMED"),
        ({"revocationListIndex": None}, "failed STATUS_MALFORMED"),
        ({"revocationListCredential": "file:///x"}, "failed STATUS_MALFORMED"),
        ({"revocationListIndex": "131072"}, "failed STATUS_INDEX_OUT_OF_RANGE"),
    ],
)
def test_bad_entries_of_2020(changes: Json, cause: str) -> None:
    assert found_2020(list_2020(), **changes) == [f"{CHECK} {cause}"]


def test_a_list_of_2021_is_none_of_2020() -> None:
    assert found_2020(list_2021()) == [f"{CHECK} indeterminate STATUS_LIST_MALFORMED"]


def test_the_standard_alphabet_and_padding_are_the_same_bytes() -> None:
    packed = base64.urlsafe_b64decode(list_2021(INDEX)["credentialSubject"]["encodedList"] + "==")
    for text in (base64.b64encode(packed).decode(), base64.urlsafe_b64encode(packed).decode()):
        assert found(signed(list_2021(encodedList=text))) == [f"{CHECK} failed REVOKED"]
    malformed = [f"{CHECK} indeterminate STATUS_LIST_MALFORMED"]
    assert found(signed(list_2021(encodedList="A==="))) == malformed
    assert found(signed(list_2021(encodedList="-+AA"))) == malformed


def test_under_a_signature_over_statements_the_context_of_2020_is_known() -> None:
    status = {
        "id": f"{LIST_URL}#{INDEX}",
        "type": "RevocationList2020Status",
        "revocationListIndex": str(INDEX),
        "revocationListCredential": LIST_URL,
    }
    contexts = [*badge_1_1()["@context"], CONTEXT_2020]
    document = badge_1_1(**{"@context": contexts, "credentialStatus": status})
    given = resources(list=signed(list_2020(INDEX, MIRRORED)))
    assert causes(judged(signed(document), given)) == [f"{CHECK} failed REVOKED"]

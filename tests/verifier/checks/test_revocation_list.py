"""1EdTechRevocationList: plain ids, and nothing that is not understood is called good."""

from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    LIST_URL,
    badge,
    causes,
    did_document,
    fetched,
    judged,
    resources,
    signed,
)

EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
ENTRY = {"id": LIST_URL, "type": "1EdTechRevocationList"}
CONTEXTS = [*badge()["@context"], EXTENSIONS]
MINE = badge()["id"]
OTHER = "urn:uuid:00000000-0000-4000-8000-000000000000"


def found(listed: Any, **entry: Any) -> list[str]:  # noqa: ANN401
    changes = {"@context": CONTEXTS, "credentialStatus": {**ENTRY, **entry}}
    return causes(judged(signed(badge(**changes)), resources(list=listed)))


@pytest.mark.parametrize(
    ("listed", "cause"),
    [
        ({"revokedCredential": []}, None),
        ({"revokedCredential": [{"id": OTHER}]}, None),
        ({"revokedCredential": [{"id": MINE, "revoked": False}]}, None),
        ({"issuer": ISSUER, "revokedCredential": [{"id": OTHER}]}, None),
        ({"revokedCredential": [{"id": OTHER}, {"id": MINE}]}, "failed REVOKED"),
        ({"revokedCredential": {"id": MINE, "revoked": True}}, "failed REVOKED"),
        ({"revokedCredential": [{"id": MINE, "revoked": "false"}]}, "failed REVOKED"),
        (
            {"issuer": "did:web:x.example", "revokedCredential": []},
            "indeterminate STATUS_LIST_SIGNER_FOREIGN",
        ),
        ({}, "indeterminate STATUS_LIST_MALFORMED"),
        ({"revokedCredential": [MINE]}, "indeterminate STATUS_LIST_MALFORMED"),
        ({"revokedCredential": None}, "indeterminate STATUS_LIST_MALFORMED"),
        (b"<html>", "indeterminate STATUS_LIST_MALFORMED"),
    ],
)
def test_the_list_decides(listed: Any, cause: str | None) -> None:  # noqa: ANN401
    assert found(listed) == ([f"credentialStatus {cause}"] if cause else [])


def test_a_long_list_is_read() -> None:
    many = [{"id": f"urn:uuid:{number}"} for number in range(20_000)]
    assert found({"revokedCredential": many}) == []
    assert found({"revokedCredential": [*many, {"id": MINE}]}) == [
        "credentialStatus failed REVOKED"
    ]


def test_only_https_for_nothing_is_signed() -> None:
    plain = LIST_URL.replace("https", "http")
    assert found({}, id=plain) == ["credentialStatus failed STATUS_MALFORMED"]


def test_unreachable_is_not_good() -> None:
    document = signed(badge(**{"@context": CONTEXTS, "credentialStatus": ENTRY}))
    report = judged(document, {ISSUER_URL: fetched(ISSUER_URL, did_document())})
    assert causes(report) == ["credentialStatus indeterminate STATUS_UNREACHABLE"]
    assert [need.url for need in report.needs] == [LIST_URL]

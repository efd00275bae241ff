"""The list of badges an issuer took back; a list that cannot be used is no good news."""

import pytest

from tests.verifier.makers import causes
from tests.verifier.open_badges_2.making import (
    SIGNED_ID,
    Json,
    example,
    judged,
    published,
    signed_assertion,
    token,
)


@pytest.mark.parametrize(
    "entry", [SIGNED_ID, {"id": SIGNED_ID, "revocationReason": "Error"}, {"uid": "17"}]
)
def test_a_listed_badge_is_revoked(entry: object) -> None:
    listed = published(revoked=example("revocation-list", revokedAssertions=["urn:uuid:9", entry]))
    handed_in = token(signed_assertion(uid="17"))
    assert causes(judged(handed_in, listed)) == ["credentialStatus failed REVOKED"]


@pytest.mark.parametrize(
    "entries", [[], ["urn:uuid:9"], {"uid": "18"}, [{"id": SIGNED_ID, "revoked": False}]]
)
def test_others_are_not(entries: object) -> None:
    listed = published(revoked=example("revocation-list", revokedAssertions=entries))
    assert causes(judged(token(), listed)) == []


def test_thousands_of_badges_may_be_listed() -> None:
    entries = [f"urn:uuid:{number}" for number in range(30_000)]
    listed = published(revoked=example("revocation-list", revokedAssertions=[*entries, SIGNED_ID]))
    assert causes(judged(token(), listed)) == ["credentialStatus failed REVOKED"]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"revokedAssertions": None}, "STATUS_LIST_MALFORMED"),
        ({"type": "Assertion"}, "STATUS_LIST_MALFORMED"),
        ({"issuer": "https://other.example/"}, "STATUS_LIST_SIGNER_FOREIGN"),
    ],
)
def test_a_list_that_cannot_be_used(changes: Json, cause: str) -> None:
    listed = published(revoked=example("revocation-list", **changes))
    assert causes(judged(token(), listed)) == [f"credentialStatus indeterminate {cause}"]


def test_a_list_that_cannot_be_had() -> None:
    assert causes(judged(token(), published(revoked=None))) == [
        "credentialStatus indeterminate STATUS_UNREACHABLE"
    ]
    nowhere = published(profile=example("profile", revocationList="urn:uuid:1"))
    assert causes(judged(token(), nowhere)) == [
        "credentialStatus indeterminate STATUS_LIST_MALFORMED"
    ]


def test_an_issuer_without_list_revokes_nothing() -> None:
    report = judged(token(), published(profile=example("profile", revocationList=None)))
    assert causes(report) == []

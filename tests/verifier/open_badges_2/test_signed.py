"""Signed badges: by a key of the issuer's profile, in any algorithm that proves something."""

import pytest

from tests.verifier.makers import EC_KEY, KEY, causes
from tests.verifier.open_badges_2.making import (
    KEY_2,
    PROFILE,
    Json,
    example,
    judged,
    key_document,
    published,
    signed_assertion,
    token,
)
from verifier import Outcome


def by(creator: str | None) -> Json:
    verification = {"type": "signed", "creator": creator}
    return signed_assertion(verification={k: v for k, v in verification.items() if v})


@pytest.mark.parametrize("kind", ["JWT", "JWS", None])
def test_any_type_of_token(kind: str | None) -> None:
    header = {"alg": "RS256", **({"typ": kind} if kind else {})}
    assert judged(token(header=header)).outcome is Outcome.PASSED


def test_elliptic_curves() -> None:
    assert judged(token(by(KEY_2), {"alg": "ES256"})).outcome is Outcome.PASSED
    edwards = published(key_2=key_document(KEY_2, KEY))
    assert judged(token(by(KEY_2), {"alg": "EdDSA"}), edwards).outcome is Outcome.PASSED


@pytest.mark.parametrize("header", [{"alg": "RS256"}, {"alg": "ES256"}])
def test_without_a_name_every_key_of_the_profile_is_tried(header: Json) -> None:
    assert judged(token(by(None), header)).outcome is Outcome.PASSED


def test_while_a_key_cannot_be_had_nothing_is_disproved() -> None:
    report = judged(token(by(None)), published(key=None))
    assert causes(report) == ["verificationMethod indeterminate DID_DOCUMENT_UNREACHABLE"]


def test_a_key_inside_the_profile() -> None:
    inside = {"id": f"{PROFILE}#key", "publicKeyPem": key_document()["publicKeyPem"]}
    profile = example("profile", publicKey=inside)
    assert judged(token(by(f"{PROFILE}#key")), published(profile=profile)).outcome is Outcome.PASSED
    foreign = example("profile", publicKey={**inside, "owner": "https://other.example/"})
    assert causes(judged(token(by(f"{PROFILE}#key")), published(profile=foreign))) == [
        "verificationMethod failed KEY_CONTROLLER_MISMATCH"
    ]


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"owner": "https://other.example/"}, "failed KEY_CONTROLLER_MISMATCH"),
        ({"owner": None}, "failed BADGE_MALFORMED"),
        ({"publicKeyPem": "x"}, "failed KEY_MALFORMED"),
        ({"publicKeyPem": "-----BEGIN RSA PRIVATE KEY-----"}, "failed SECRET_KEY_PUBLISHED"),
        ({"id": KEY_2}, "failed BADGE_LINK_BROKEN"),
        ({"type": "Profile"}, "failed BADGE_MALFORMED"),
    ],
)
def test_a_key_that_cannot_be_used(changes: Json, cause: str) -> None:
    report = judged(token(), published(key=key_document(**changes)))
    assert causes(report) == [f"verificationMethod {cause}"]


def test_a_profile_without_keys() -> None:
    bare = published(profile=example("profile", publicKey=None))
    expected = ["verificationMethod failed KEY_NOT_LISTED"]
    assert causes(judged(token(), bare)) == expected
    assert causes(judged(token(by(None)), bare)) == expected


def test_a_changed_badge_and_another_s_signature() -> None:
    head, payload, signature = token().split(b".")
    changed = token(signed_assertion(issuedOn="2018-01-01T00:00:00Z")).split(b".")[1]
    assert causes(judged(b".".join((head, changed, signature)))) == [
        "proof failed SIGNATURE_INVALID"
    ]
    other = published(key=key_document(key=EC_KEY))
    assert causes(judged(b".".join((head, payload, signature)), other)) == [
        "proof failed KEY_ALGORITHM_MISMATCH"
    ]


@pytest.mark.parametrize("algorithm", ["none", "HS256", "PS999"])
def test_what_proves_nothing(algorithm: str) -> None:
    forged = token(by(KEY_2), {"alg": algorithm})
    assert causes(judged(forged))[0].startswith("proof")
    assert judged(forged).outcome is not Outcome.PASSED


def test_a_hosted_badge_in_a_token_is_judged_as_a_hosted_one() -> None:
    report = judged(token(example("assertion")))
    assert (report.outcome, report.facts.securing) == (Outcome.PASSED, "hosted")

"""A badge of Open Badges 2.0 is judged by its issuer's documents, each asked for in its turn."""

from datetime import timedelta

import pytest

from tests.verifier.makers import NOW, causes, encoded, fetched, reference
from tests.verifier.open_badges_2.making import (
    ASSERTION,
    BADGE,
    HOST,
    KEY_1,
    POLICY,
    PROFILE,
    REVOKED,
    Json,
    example,
    judged,
    published,
    signed_assertion,
    token,
)
from verifier import AllowedIssuers, Outcome, Resource, verify

CHECKS_OF_HOSTED = [
    *("format", "hosted", "badgeClass", "issuerProfile", "hostedScope"),
    *("validFrom", "validUntil", "recipient", "credentialStatus", "issuer"),
]
CHECKS_OF_SIGNED = [
    *("format", "badgeClass", "issuerProfile", "verificationMethod", "proof"),
    *("validFrom", "validUntil", "recipient", "credentialStatus", "issuer"),
]


def test_a_hosted_badge() -> None:
    report = judged(example("assertion"))
    assert report.outcome is Outcome.PASSED
    assert [finding.check for finding in report.findings] == CHECKS_OF_HOSTED
    assert report.format == "open-badges-2.0"
    assert report.facts.issuer_id == PROFILE
    assert report.facts.securing == "hosted"
    assert [used.partition(" ")[2] for used in report.used] == [ASSERTION, BADGE, PROFILE]
    assert report.document is not None
    assert report.document["badge"]["issuer"]["name"] == "Šola"


def test_a_signed_badge() -> None:
    report = judged(token())
    assert report.outcome is Outcome.PASSED, causes(report)
    assert [finding.check for finding in report.findings] == CHECKS_OF_SIGNED
    assert report.facts.verification_method == KEY_1
    assert report.facts.securing == "RS256"


@pytest.mark.parametrize(
    ("handed_in", "asked"),
    [
        (encoded(example("assertion")), [[ASSERTION], [BADGE], [PROFILE]]),
        (token(), [[BADGE], [PROFILE], [KEY_1], [REVOKED]]),
    ],
    ids=["hosted", "signed"],
)
def test_every_round_asks_for_what_the_one_before_named(
    handed_in: bytes, asked: list[list[str]]
) -> None:
    given: dict[str, Resource] = {}
    for urls in asked:
        report = verify(handed_in, given, now=NOW, policy=POLICY)
        assert report.outcome is Outcome.INDETERMINATE
        assert [need.url for need in report.needs] == urls
        given |= {url: published()[url] for url in urls}
    report = verify(handed_in, given, now=NOW, policy=POLICY)
    assert (report.outcome, report.needs) == (Outcome.PASSED, ())


def test_a_hosted_badge_that_cannot_be_had_is_neither_good_nor_bad() -> None:
    report = judged(example("assertion"), published(assertion=None))
    assert causes(report) == ["hosted indeterminate HOSTED_UNREACHABLE"]
    assert report.facts.trust is None


@pytest.mark.parametrize("body", [b"gone", encoded({"id": ASSERTION, "revoked": True})])
def test_a_hosted_badge_is_revoked_by_taking_it_back(body: bytes) -> None:
    if body != b"gone":
        body = encoded(example("assertion", revoked=True))
    report = judged(example("assertion"), published(assertion=body))
    assert causes(report) == ["credentialStatus failed REVOKED"]


def test_a_revoked_badge_needs_nothing_but_its_id() -> None:
    stripped = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ASSERTION,
        "revoked": True,
    }
    report = judged(example("assertion"), published(assertion=stripped))
    assert causes(report) == ["credentialStatus failed REVOKED"]
    assert causes(judged(stripped, published(assertion=stripped))) == causes(report)


def test_an_issuer_nobody_knows() -> None:
    report = verify(encoded(example("assertion")), published(), now=NOW, policy=AllowedIssuers({}))
    assert causes(report) == ["issuer indeterminate BADGE_ISSUER_UNKNOWN"]


def test_who_copies_a_profile_does_not_become_its_owner() -> None:
    """Publish on one's own host, with an embedded profile that claims to be the school's."""
    host = "https://impostor.example"
    profile = example("profile", verification={"allowedOrigins": "impostor.example"})
    badge = example("badge-class", id=f"{host}/badge", issuer=profile)
    forged = example("assertion", id=f"{host}/a", badge=badge)
    given = {
        **published(),
        f"{host}/a": fetched(f"{host}/a", forged),
        f"{host}/badge": fetched(f"{host}/badge", badge),
    }
    assert causes(judged(forged, given)) == ["hostedScope failed HOSTED_OUT_OF_SCOPE"]


def test_who_signs_with_a_key_of_his_own_is_found_out() -> None:
    forged = signed_assertion(verification={"type": "SignedBadge", "creator": f"{HOST}/keys/9"})
    assert causes(judged(token(forged))) == ["verificationMethod failed KEY_NOT_LISTED"]


def test_expiry_and_revocation_are_both_told() -> None:
    later = NOW + timedelta(days=5000)
    listed = example("revocation-list", revokedAssertions=[{"id": signed_assertion()["id"]}])
    report = verify(token(), published(revoked=listed), now=later, policy=POLICY)
    assert causes(report) == ["validUntil failed EXPIRED", "credentialStatus failed REVOKED"]


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        (example("assertion-1.1"), "format indeterminate OPEN_BADGES_OLDER"),
        (example("badge-class"), "format failed NOT_AN_ASSERTION"),
        (example("profile"), "format failed NOT_AN_ASSERTION"),
        (example("assertion", recipient=None), "format failed BADGE_MALFORMED"),
        (example("assertion", id=None), "format failed BADGE_MALFORMED"),
        (example("assertion", id="urn:uuid:1"), "hosted failed BADGE_MALFORMED"),
        (signed_assertion(), "proof failed PROOF_MISSING"),
        (
            example("assertion", verification={"type": "BlockchainBadge"}),
            "format indeterminate VERIFICATION_TYPE_UNKNOWN",
        ),
    ],
)
def test_what_is_no_badge_of_2_0_is_told(document: Json, cause: str) -> None:
    assert causes(judged(document)) == [cause]


SAMPLES = "ob3/validator-samples/ob20"
SAMPLE_HOST = "https://example.org"
SAMPLE_NAMES = {
    "basic-assertion.json": "beths-robotics-badge.json",
    "robotics-badge.json": "robotics-badge.json",
    "organization.json": "organization.json",
}


def test_the_samples_of_1edtech() -> None:
    folder = reference(SAMPLES)
    given = {
        f"{SAMPLE_HOST}/{url}": fetched(f"{SAMPLE_HOST}/{url}", (folder / name).read_bytes())
        for name, url in SAMPLE_NAMES.items()
    }
    policy = AllowedIssuers({f"{SAMPLE_HOST}/organization.json": "Example"})
    hosted = (folder / "basic-assertion.json").read_bytes()
    assert verify(hosted, given, now=NOW, policy=policy).outcome is Outcome.PASSED
    # Its key is not among the samples: what is missing is asked for, and no verdict is guessed.
    signed = verify((folder / "simple.jwt").read_bytes(), given, now=NOW, policy=policy)
    assert signed.outcome is Outcome.INDETERMINATE
    assert [need.url for need in signed.needs] == [f"{SAMPLE_HOST}/key1.json"]

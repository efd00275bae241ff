"""Links between Badge Objects: followed to their addresses, and copies never believed."""

import pytest

from tests.verifier.makers import NOW, causes, encoded
from tests.verifier.open_badges_2.making import (
    BADGE,
    POLICY,
    PROFILE,
    Json,
    example,
    judged,
    published,
    signed_assertion,
    token,
)
from verifier import AllowedIssuers, Outcome, verify

DID = "did:web:school.example"


def test_an_embedded_badge_is_read_from_its_own_address_all_the_same() -> None:
    embedded = example("badge-class", name="Better")
    report = judged(example("assertion", badge=embedded), published(assertion=example("assertion")))
    assert report.outcome is Outcome.PASSED
    assert report.document is not None
    assert report.document["badge"]["name"] == "3D-tisk"


def test_a_badge_without_address_may_be_embedded_in_what_is_signed() -> None:
    embedded = example("badge-class", id="urn:uuid:5")
    report = judged(token(signed_assertion(badge=embedded)), published(badge=None))
    assert report.outcome is Outcome.PASSED


@pytest.mark.parametrize("identifier", [DID, "urn:uuid:6", "", None])
def test_an_issuer_never_is(identifier: str | None) -> None:
    """Else whoever embeds himself could take any name that is trusted here."""
    impostor = example("profile", id=identifier, verification={"startsWith": "https://"})
    badge = example("badge-class", issuer=impostor)
    policy = AllowedIssuers({DID: "Šola", "urn:uuid:6": "Šola", "": "Šola"})
    for handed_in in (encoded(example("assertion")), token()):
        report = verify(handed_in, published(badge=badge), now=NOW, policy=policy)
        assert causes(report) == ["issuerProfile failed BADGE_MALFORMED"]


@pytest.mark.parametrize(
    ("name", "changes", "cause"),
    [
        ("badge", {"type": "Profile"}, "badgeClass failed BADGE_MALFORMED"),
        ("badge", {"name": None}, "badgeClass failed BADGE_MALFORMED"),
        ("badge", {"criteria": None}, "badgeClass failed BADGE_MALFORMED"),
        ("badge", {"id": "https://school.example/badges/6"}, "badgeClass failed BADGE_LINK_BROKEN"),
        ("badge", {"issuer": 5}, "issuerProfile failed BADGE_MALFORMED"),
        ("profile", {"type": "BadgeClass"}, "issuerProfile failed BADGE_MALFORMED"),
        ("profile", {"email": None}, "issuerProfile failed BADGE_MALFORMED"),
        ("profile", {"id": "https://other.example/"}, "issuerProfile failed BADGE_LINK_BROKEN"),
    ],
)
def test_each_object_keeps_to_its_class(name: str, changes: Json, cause: str) -> None:
    file = {"badge": "badge-class", "profile": "profile"}[name]
    report = judged(example("assertion"), published(**{name: example(file, **changes)}))
    assert causes(report) == [cause]


@pytest.mark.parametrize(("name", "check"), [("badge", "badgeClass"), ("profile", "issuerProfile")])
def test_what_cannot_be_had_leaves_the_verdict_open(name: str, check: str) -> None:
    report = judged(example("assertion"), published(**{name: None}))
    assert causes(report) == [f"{check} indeterminate BADGE_OBJECT_UNREACHABLE"]


def test_http_links_are_followed_by_https() -> None:
    older = example("assertion", badge=BADGE.replace("https", "http"))
    badge = example("badge-class", issuer=PROFILE.replace("https", "http"))
    report = verify(encoded(older), published(assertion=older, badge=badge), now=NOW, policy=POLICY)
    assert report.outcome is Outcome.PASSED

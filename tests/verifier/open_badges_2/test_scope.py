"""Where an issuer's hosted badges may stand."""

import pytest

from tests.verifier.open_badges_2.making import HOST, Json, example
from verifier import Outcome
from verifier.open_badges_2.scope import check_scope

BADGE = example("badge-class")


def is_allowed(assertion_id: str, verification: Json | None, badge: Json = BADGE) -> bool:
    issuer = example("profile", verification=verification)
    return check_scope(assertion_id, badge, issuer).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("assertion_id", "allowed"),
    [
        (f"{HOST}/a", True),
        ("http://school.example/a", True),
        ("https://SCHOOL.example/a", True),
        ("https://school.example.impostor.example/a", False),
        ("https://school.example:8443/a", False),
        ("https://www.school.example/a", False),
    ],
)
def test_by_default_on_the_host_of_the_profile(assertion_id: str, allowed: bool) -> None:  # noqa: FBT001
    assert is_allowed(assertion_id, None) is allowed


def test_by_default_the_badge_stands_there_too() -> None:
    foreign = example("badge-class", id="https://other.example/5")
    assert not is_allowed(f"{HOST}/a", None, foreign)
    assert is_allowed(f"{HOST}/a", {"allowedOrigins": "school.example"}, foreign)
    assert is_allowed(f"{HOST}/a", None, example("badge-class", id="urn:uuid:5"))


@pytest.mark.parametrize(
    ("verification", "assertion_id", "allowed"),
    [
        ({"startsWith": f"{HOST}/badges/"}, f"{HOST}/badges/1", True),
        ({"startsWith": f"{HOST}/badges/"}, f"{HOST}/other/1", False),
        ({"startsWith": [f"{HOST}/x", f"{HOST}/badges/as"]}, f"{HOST}/badges/assertion", True),
        ({"startsWith": "https://school.example"}, "https://school.example.evil.example/1", False),
        ({"startsWith": "https://school.example"}, f"{HOST}/1", True),
        ({"startsWith": "school"}, f"{HOST}/1", False),
        (
            {"allowedOrigins": ["Badges.example", "school.example"]},
            "https://badges.example/1",
            True,
        ),
        ({"allowedOrigins": "badges.example"}, f"{HOST}/1", False),
        ({"allowedOrigins": "https://school.example/"}, f"{HOST}/1", False),
        ({"allowedOrigins": "badges.example", "startsWith": f"{HOST}/"}, f"{HOST}/1", False),
        ({"allowedOrigins": [], "startsWith": ""}, "https://evil.example/1", False),
        ({"allowedOrigins": 5}, f"{HOST}/1", True),
        ({"type": "VerificationObject"}, f"{HOST}/1", True),
    ],
)
def test_where_the_profile_says(verification: Json, assertion_id: str, allowed: bool) -> None:  # noqa: FBT001
    assert is_allowed(assertion_id, verification) is allowed


@pytest.mark.parametrize("assertion_id", ["urn:uuid:1", f"{HOST}/a/../b"])
def test_what_has_no_plain_address_is_nowhere(assertion_id: str) -> None:
    assert not is_allowed(assertion_id, None)
    assert not is_allowed(assertion_id, {"startsWith": HOST, "allowedOrigins": "school.example"})

"""A badge of Open Badges 2.0 is shown in the shape of a credential of today; nothing is trusted."""

import pytest

from app.badge_view import badge_json
from app.credential_view import credential_json
from tests.verifier.open_badges_2.making import Json, example

WHOLE = example("assertion", badge=example("badge-class", issuer=example("profile")))


def test_what_people_want_to_see() -> None:
    shown = badge_json(WHOLE, proven=True)
    assert shown["name"] == "3D-tisk"
    assert shown["achievement"]["description"].startswith("Varno")
    assert shown["valid_from"] == "2019-03-01T10:00:00+01:00"
    assert shown["valid_until"] == "2029-03-01T10:00:00+01:00"
    assert shown["learner_name"] is None
    assert shown["proven"] is True
    assert credential_json(WHOLE, proven=True) == shown


def test_evidence_and_criteria_are_told() -> None:
    details = {one["claim"]: one["values"] for one in badge_json(WHOLE, proven=True)["details"]}
    assert details == {
        "narrative": ["Izdelala je delujoč prototip."],
        "evidence": ["Prototip · https://school.example/evidence/17"],
        "criteria": ["Opravljen preizkus znanja in izdelek."],
    }


def test_it_has_the_members_of_a_credential() -> None:
    today = credential_json(
        {"@context": [], "credentialSubject": {"achievement": {"id": "x"}}}, proven=False
    )
    assert today is not None
    shown = badge_json(WHOLE, proven=True)
    assert set(today) == set(shown)
    assert set(today["achievement"]) == set(shown["achievement"])


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ({"hashed": False, "identity": "ana@example.org"}, "ana@example.org"),
        ({"identity": "ana@example.org"}, "ana@example.org"),
        ({"hashed": True, "identity": "sha256$1"}, None),
        ({"hashed": "true", "identity": "sha256$1"}, None),
        ([], None),
        (None, None),
    ],
)
def test_the_recipient_only_where_it_stands_in_clear(recipient: object, name: str | None) -> None:
    assert (
        badge_json(example("assertion", recipient=recipient), proven=False)["learner_name"] == name
    )


@pytest.mark.parametrize(
    "document", [{}, {"badge": 5}, {"badge": {"criteria": 5}}, {"badge": {"name": []}}]
)
def test_any_json_is_shown_or_left_out(document: Json) -> None:
    assert badge_json(document, proven=False)["name"] is None


@pytest.mark.parametrize(
    ("criteria", "shown"),
    [
        ("https://a.example/", "https://a.example/"),
        ({"id": "https://a.example/"}, "https://a.example/"),
    ],
)
def test_criteria_in_each_form(criteria: object, shown: str) -> None:
    badge = example("badge-class", criteria=criteria)
    told = badge_json(example("assertion", badge=badge), proven=True)
    assert told["achievement"]["criteria"] == shown

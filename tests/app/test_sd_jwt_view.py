"""What an SD-JWT VC says, in the report: what was disclosed, under words people understand."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reading import Reading
from app.report_view import Answer, report_json
from app.sd_jwt_view import sd_jwt_vc_json
from tests.app.verifying import PUBLIC_URL
from tests.verifier.makers import NOW, fetched
from tests.verifier.sd_jwts import (
    AUDIENCE,
    HTTPS_ISSUER,
    METADATA_URL,
    NONCE,
    bound,
    learning_claims,
    learning_credential,
    metadata,
    showing,
)
from verifier import AllowedIssuers, PresentationRequest, verify
from verifier.presentation_request import NOTHING_ASKED

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from([*learning_claims(), "nbf", "date_of_expiry", "name", "title"])


def shown(text: str, request: PresentationRequest = NOTHING_ASKED) -> dict[str, Any]:
    given = {METADATA_URL: fetched(METADATA_URL, metadata())}
    policy = AllowedIssuers({HTTPS_ISSUER: "Šola za primere"})
    report = verify(text.encode(), given, now=NOW, policy=policy, request=request)
    return report_json(replace(Answer(report, Reading(b"x"), NOW)), public_url=PUBLIC_URL)


def test_a_learning_credential_is_shown_like_a_badge() -> None:
    view = shown(learning_credential())
    credential = view["credential"]
    assert view["outcome"] == "passed"
    assert credential["achievement"]["name"] == "Osnove obdelave podatkov"
    assert credential["learner_name"] == "Ana Novak"
    assert credential["awarded_date"] == "2026-01-15"
    assert credential["valid_until"] == "2036-01-13T09:00:00Z"
    assert credential["proven"] is True
    details = {one["claim"]: one for one in credential["details"]}
    assert details["learning_outcomes"]["values"] == ["Očisti podatke.", "Prikaže podatke."]
    assert details["level_of_learning_experience"]["label"]["sl"] == "Raven (EOK)"
    assert details["level_of_learning_experience"]["values"] == ["4"]
    assert not {"cnf", "vct", "iss", "status", "family_name"} & set(details)


def test_what_is_not_disclosed_is_not_shown() -> None:
    view = shown(showing(learning_credential(), 3))
    assert view["credential"]["learner_name"] is None
    assert "Novak" not in str(view)
    assert "63240001" not in str(view)


@pytest.mark.parametrize(
    ("text", "request_", "proven", "answers"),
    [
        (learning_credential(), NOTHING_ASKED, False, None),
        (bound(learning_credential()), NOTHING_ASKED, True, False),
        (bound(learning_credential()), PresentationRequest(NONCE, AUDIENCE), True, True),
        (bound(learning_credential()), PresentationRequest("other", AUDIENCE), False, None),
    ],
)
def test_the_holder_is_told_of(
    text: str, request_: PresentationRequest, proven: object, answers: object
) -> None:
    holder = shown(text, request_)["holder"]
    assert (holder["proven"], holder["answers_request"]) == (proven, answers)
    assert set(holder["explanation"]) == {"sl", "en"}


def test_a_claim_nobody_knows_is_shown_under_its_own_name() -> None:
    view = sd_jwt_vc_json({"vct": "x", "shoe_size": {"eu": 42}}, proven=False)
    assert view is not None
    assert view["details"] == [{"claim": "shoe_size", "label": None, "values": ['{"eu": 42}']}]
    assert sd_jwt_vc_json(None, proven=True) is None


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(NAMES | st.text(max_size=5), JSON, max_size=8))
def test_no_claims_break_the_view(claims: dict[str, Any]) -> None:
    view = sd_jwt_vc_json(claims, proven=False)
    assert view is not None
    for name in ("id", "name", "learner_name", "valid_from", "valid_until", "awarded_date"):
        assert view[name] is None or isinstance(view[name], str)
    assert all(isinstance(text, str) for one in view["details"] for text in one["values"])

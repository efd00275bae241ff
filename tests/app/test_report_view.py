"""The report as JSON: honest about what is proven, and unmoved by whatever a document holds."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.credential_view import credential_json
from app.reading import Reading, Repair
from app.report_view import Answer, report_json
from app.submission_problems import SUBMISSION_PROBLEMS, report_of_problem
from tests.app.verifying import NOW, PUBLIC_URL, SCHOOL, example
from tests.verifier.makers import judged, resources
from verifier import PROBLEMS, AllowedIssuers, Facts, Finding, Outcome, Problem, Report
from verifier.verify import verify

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)
MEMBERS = st.sampled_from(
    [
        *("id", "name", "type", "issuer", "credentialSubject", "achievement", "criteria"),
        *("identifier", "validFrom", "validUntil", "awardedDate", "inLanguage", "narrative"),
        *("identityType", "hashed", "identityHash", "achievementType", "@value", "description"),
    ]
)
DOCUMENTS = st.recursive(
    JSON,
    lambda inner: st.dictionaries(MEMBERS, inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=25,
)


def shown(report: Report, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = replace(Answer(report, Reading(b"x"), NOW), **changes)
    return report_json(answer, public_url=PUBLIC_URL)


def passed_report() -> Report:
    return judged(example("badge.signed.json"), resources(list=example("status-list.json")))


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(MEMBERS, DOCUMENTS, max_size=8))
def test_no_document_breaks_the_view(document: dict[str, Any]) -> None:
    view = credential_json(document, proven=False)
    assert view is not None
    for value in (view["id"], view["name"], view["learner_name"], view["valid_from"]):
        assert value is None or isinstance(value, str)
    assert all(isinstance(name, str) for name in view["types"])


@pytest.mark.parametrize("code", sorted(PROBLEMS))
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_problem_can_be_shown(code: str, outcome: Outcome) -> None:
    kind = PROBLEMS[code]
    problem = Problem(code, kind.type, kind.title, "Detail.", {"date": "x", "url": "y"})
    report = Report(None, (Finding("proof", outcome, problem),), (), ())
    view = shown(report)
    [finding] = view["findings"]
    assert finding["code"] == code
    assert finding["type"].startswith("http")
    assert view["verified"] is (outcome is Outcome.PASSED)
    assert (view["root_cause"] is None) is (outcome is Outcome.PASSED)


@pytest.mark.parametrize("code", sorted(SUBMISSION_PROBLEMS))
def test_a_problem_of_our_own_leads_to_its_page(code: str) -> None:
    view = shown(report_of_problem(code))
    assert view["root_cause"]["code"] == code
    if code != "TEXT_CUT_OFF":
        assert view["root_cause"]["type"] == f"{PUBLIC_URL}/problems/{code}"
    assert view["credential"] is None
    assert view["issuer"]["known"] is False


def test_nothing_found_is_not_a_pass() -> None:
    view = shown(Report(None, (), (), ()))
    assert (view["outcome"], view["verified"]) == ("indeterminate", False)
    assert view["sentence"]["sl"] != ""
    assert "pristno" not in view["sentence"]["sl"]


@pytest.mark.parametrize(
    ("issuer_id", "domain"),
    [
        ("did:web:sola.example", "sola.example"),
        ("did:web:sola.example%3A8443:profiles:x", "sola.example:8443"),
        ("did:key:z6Mk", None),
        ("did:jwk:abc", None),
        ("https://sola.example/issuer", "sola.example"),
        ("http://sola.example/issuer", None),
        ("https://[", None),
        ("urn:uuid:1", None),
        ("did:web:", None),
        (None, None),
    ],
)
def test_the_domain_is_read_off_the_identifier(issuer_id: str | None, domain: str | None) -> None:
    report = Report(None, (), (), (), facts=Facts(issuer_id=issuer_id))
    assert shown(report)["issuer"]["domain"] == domain


def test_a_foreign_key_does_not_belong_to_the_domain() -> None:
    report = verify(
        example("badge.signed-by-someone-else.json"),
        {},
        now=NOW,
        policy=AllowedIssuers({SCHOOL: "Šola"}),
    )
    view = shown(report)
    assert view["issuer"]["key_belongs_to_domain"] is False
    assert view["issuer"]["name_known_here"] is None
    assert view["credential"]["proven"] is False


def test_a_known_issuer_s_name_is_the_policy_s_in_both_languages() -> None:
    report = passed_report()
    view = shown(report)
    assert view["outcome"] == "passed"
    assert view["issuer"]["name_known_here"] == {"sl": "Šola", "en": "Šola"}
    assert "Šola." in view["sentence"]["sl"]
    own = shown(report, own_names={SCHOOL: {"sl": "Šola na deželi", "en": "Country School"}})
    assert "Country School" in own["sentence"]["en"]


def test_repairs_are_listed_in_words() -> None:
    reading = Reading(b"x", (Repair.UTF_16, Repair.QUOTES))
    view = shown(report_of_problem("TEXT_DAMAGED"), reading=reading)
    assert [one["code"] for one in view["repairs"]] == ["utf-16", "quotes"]
    assert all(one["sentence"]["en"].endswith(".") for one in view["repairs"])


def test_the_view_is_json() -> None:
    report = passed_report()
    assert json.loads(json.dumps(shown(report))) == shown(report)

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
        *("@context", "issuanceDate", "expirationDate", "endorsementComment"),
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


def vector(name: str) -> dict[str, Any]:
    return shown(judged(example(name), resources(list=example("status-list.json"))))


def test_the_older_data_model_s_dates_are_dates_too() -> None:
    credential = vector("badge.vcdm-1.1.expired.json")["credential"]
    assert credential["valid_from"] == "2026-01-15T09:00:00Z"
    assert credential["valid_until"] == "2026-05-01T00:00:00Z"


def test_of_two_dates_the_one_that_counts_is_shown() -> None:
    document = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "issuanceDate": "2026-01-01T00:00:00Z",
        "validFrom": "2026-01-01T00:00:00-01:00",
        "expirationDate": "2026-05-02T00:00:00Z",
        "validUntil": "2026-05-02T00:30:00+01:00",
    }
    view = credential_json(document, proven=False)
    assert view is not None
    assert view["valid_from"] == "2026-01-01T00:00:00-01:00"
    assert view["valid_until"] == "2026-05-02T00:30:00+01:00"


@pytest.mark.parametrize(
    ("name", "proven", "credential"),
    [
        ("presentation.foreign.json", True, "passed"),
        ("presentation.foreign.tampered.json", False, "passed"),
        ("presentation.unsigned.json", False, "passed"),
        ("presentation.expired-badge.json", False, "failed"),
    ],
)
def test_a_presentation_is_no_credential_and_tells_of_its_holder(
    name: str, *, proven: bool, credential: str
) -> None:
    view = vector(name)
    assert view["credential"] is view["issuer"] is None
    assert view["holder"]["proven"] is proven
    assert ("ni dokazan" in view["holder"]["explanation"]["sl"]) is not proven
    assert view["holder"]["explanation"]["sl"] in view["sentence"]["sl"]
    assert view["sentence"]["sl"].startswith("Predstavitev vsebuje 1 dokazilo")
    assert not view["sentence"]["en"].startswith("The credential is genuine")
    [presented] = view["credentials"]
    assert set(presented) == set(view)
    assert presented["outcome"] == credential
    assert presented["credential"]["proven"] is True
    assert presented["holder"] is None


def test_a_holder_whose_key_was_out_of_reach_is_neither() -> None:
    finding = Finding("verificationMethod", Outcome.INDETERMINATE)
    view = shown(Report({}, (finding,), (), (), "presentation"))
    assert view["holder"]["proven"] is None
    assert view["sentence"]["en"]


@pytest.mark.parametrize(
    ("count", "slovenian", "english"),
    [
        (1, "1 dokazilo; pristno je in velja.", "1 credential; it is"),
        (2, "2 dokazili; obe sta pristni in veljata.", "2 credentials; "),
        (3, "3 dokazila; vsa so pristna in veljajo.", "3 credentials; "),
        (5, "5 dokazil; vsa so pristna in veljajo.", "5 credentials; "),
        (101, "101 dokazilo; pristno", "101 credentials; "),
        (102, "102 dokazili; obe", "102 credentials; "),
    ],
)
def test_credentials_are_counted_as_each_language_counts(
    count: int, slovenian: str, english: str
) -> None:
    badge = passed_report()
    proof = Finding("holder", Outcome.PASSED)
    report = Report({}, (proof,), (), (), "vp+jwt", credentials=(badge,) * count)
    sentence = shown(report)["sentence"]
    assert sentence["sl"].startswith(f"Predstavitev vsebuje {slovenian}")
    assert sentence["en"].startswith(f"The presentation holds {english}")


def test_the_cause_names_the_credential_it_is_about() -> None:
    good, bad = passed_report(), judged(example("badge.tampered.json"))
    assert bad.root_cause is not None
    told = Finding("credential", Outcome.FAILED, bad.root_cause.problem, {"position": "2"})
    report = Report({}, (told,), (), (), "presentation", credentials=(good, bad))
    view = shown(report)
    assert "2 dokazili; potrjenih: 1. O 2. dokazilu: Vsebina ni" in view["sentence"]["sl"]
    assert view["root_cause"]["label"]["sl"] == "2. dokazilo v predstavitvi"
    assert view["credentials"][1]["credential"]["proven"] is False


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("badge.endorsed.json", "indeterminate"), ("badge.endorsed-wrongly.json", "failed")],
)
def test_an_endorsement_has_its_own_verdict(name: str, outcome: str) -> None:
    view = vector(name)
    assert view["outcome"] == "passed"
    [endorsement] = view["endorsements"]
    assert set(endorsement) == set(view)
    assert endorsement["outcome"] == outcome
    assert endorsement["issuer"]["known"] is False


def test_a_good_endorsement_is_called_an_endorsement_and_said_to_be_of_something_else() -> None:
    code = "ENDORSEMENT_OF_OTHER"
    params = {"position": "1"}
    problem = Problem(code, PROBLEMS[code].type, PROBLEMS[code].title, "Detail.", params)
    told = Finding("endorsement", Outcome.PASSED, problem, params)
    report = passed_report()
    view = shown(replace(report, findings=(*report.findings, told), endorsements=(report, report)))
    assert view["endorsements"][0]["sentence"]["sl"].startswith("Priporočilo je pristno")
    assert "ničemer" in view["endorsements"][0]["notice"]["sl"]
    assert view["endorsements"][1]["notice"] is None


def test_a_token_status_list_answers_for_revocation_and_suspension() -> None:
    good = Finding("credentialStatus", Outcome.PASSED, None, {"purpose": "status"})
    view = shown(replace(passed_report(), findings=(good,)))
    told = view["findings"][0]["sentence"]["en"]
    assert told == "The issuer has neither revoked nor suspended the credential."
    assert view["status"][0]["label"]["en"] == "Neither revoked nor suspended"

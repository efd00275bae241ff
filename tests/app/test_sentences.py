"""Every code, reason and check is said in both languages, in a sentence, with a next step."""

import json
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from app.fetching import Reason
from app.reading import Repair
from app.sentences import both, explain, has, on_day, problem_codes
from app.submission_problems import SUBMISSION_PROBLEMS, report_of_problem
from issuer.model.text import Text
from verifier import PROBLEMS
from verifier.damage import DAMAGES
from verifier.parse import Format
from verifier.places import ADDED, CHANGED, MISSING, UNCOVERED
from verifier.securing.jades import CHECKS as SEAL_CHECKS

TABLE: dict[str, Any] = json.loads(
    files("app").joinpath("data/sentences.json").read_text(encoding="utf-8")
)
CHECKS = {
    *("format", "verificationMethod", "proof", "context", "claims", "validFrom", "validUntil"),
    *("schema", "achievement", "credentialStatus", "issuer", "holder", "credential"),
    *("relatedResource", "endorsement", "endorsementSubject", "evidence", "container"),
    *(*SEAL_CHECKS, "sealOwner", "accreditation"),
    *("hosted", "hostedScope", "badgeClass", "issuerProfile", "recipient"),
}


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    if isinstance(value, Mapping):
        if set(value) == {"sl", "en"}:
            yield path, value
        else:
            for name, item in value.items():
                yield from texts(item, f"{path}/{name}")


def test_every_problem_has_its_texts_and_no_text_is_left_over() -> None:
    assert problem_codes() == set(PROBLEMS) | set(SUBMISSION_PROBLEMS)


@pytest.mark.parametrize("code", sorted(set(PROBLEMS) | set(SUBMISSION_PROBLEMS)))
def test_a_problem_is_explained_in_both_languages(code: str) -> None:
    told = explain(code)
    for text in (told.title, told.sentence, told.next_step):
        assert set(text) == {"sl", "en"}
        assert all(text.values())
        assert text["sl"] != text["en"]
    for sentence in (*told.sentence.values(), *told.next_step.values()):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert not any(title.endswith(".") for title in told.title.values())


def test_no_code_or_jargon_stands_in_a_sentence() -> None:
    jargon = re.compile(r"\b(?:DID|RDF|JSON-LD|hash|canonical\w*|multikey|[A-Z]+_[A-Z_]+)\b")
    allowed = {"NOT_JSON_LD"}
    found = {
        code: sentence
        for code in problem_codes() - allowed
        for sentence in explain(code).sentence.values()
        if jargon.search(sentence)
    }
    assert found == {}


def test_a_reason_of_the_fetcher_is_said_in_slovenian_too() -> None:
    assert set(TABLE["reasons"]) == {reason.value for reason in Reason}


def test_every_name_has_its_text() -> None:
    assert set(TABLE["repairs"]) == {repair.value for repair in Repair}
    assert set(TABLE["damages"]) == DAMAGES
    assert set(TABLE["changes"]) == {CHANGED, ADDED, MISSING, UNCOVERED}
    assert set(TABLE["formats"]) == {form.value for form in Format}
    assert set(TABLE["checks"]) == set(TABLE["passed_checks"]) == CHECKS


def test_every_text_is_whole() -> None:
    for path, text in texts(TABLE):
        assert text["sl"].strip() == text["sl"] != "", path
        assert text["en"].strip() == text["en"] != "", path
        fields = {language: set(re.findall(r"\{(\w+)\}", text[language])) for language in text}
        assert fields["sl"] == fields["en"], path


def test_a_next_step_that_no_problem_names_is_left_over() -> None:
    named = {entry["next_step"] for entry in TABLE["problems"].values()}
    assert named == set(TABLE["next_steps"])


def test_values_are_put_into_both_languages() -> None:
    told = explain("EXPIRED", {"date": "2026-01-15T09:00:00+00:00"})
    assert told.sentence == {
        "sl": "Dokazilo je veljalo do 15. 1. 2026. Danes ne velja več.",
        "en": "The credential was valid until 15 January 2026. It is no longer valid.",
    }
    assert "sola.example" in both("issuers", "unknown_domain", domain="sola.example")["sl"]


@pytest.mark.parametrize("params", [{}, {"date": "soon"}, {"other": "x"}, {"date": ""}])
def test_without_its_value_the_plain_sentence_is_said(params: dict[str, str]) -> None:
    assert explain("EXPIRED", params) == explain("EXPIRED")


def test_a_reason_from_elsewhere_is_left_out_of_both() -> None:
    told = explain("STATUS_UNREACHABLE", {"reason": "it was not fetched"})
    assert told == explain("STATUS_UNREACHABLE")
    slow = explain("STATUS_UNREACHABLE", {"reason": Reason.TIMEOUT.value}).sentence
    assert "pravočasno" in slow["sl"]
    assert Reason.TIMEOUT.value in slow["en"]


def test_a_value_is_text_and_never_a_template() -> None:
    told = explain("TERM_UNDEFINED", {"term": "{0.__class__} {date} %s"})
    assert "{0.__class__} {date} %s" in told.sentence["sl"]


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ("changed /validUntil", "the end of validity"),
        ("changed /vc/validUntil", "the end of validity"),
        ("added /credentialSubject/achievement/tag/3", "the achievement"),
        ("missing ", "the document"),
        ("changed /name\nchanged /name/sl", "this: the credential's name."),
        ("added /{0.__class__}", "/{0.__class__}"),
    ],
)
def test_a_place_is_named_as_people_do(places: str, said: str) -> None:
    assert said in explain("SIGNATURE_INVALID", {"places": places}).sentence["en"]


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        explain("NO_SUCH_CODE")
    assert not has("formats", "no such format")
    assert on_day("no day") is None


def test_a_problem_of_a_submission_is_a_report() -> None:
    for code in SUBMISSION_PROBLEMS:
        report = report_of_problem(code)
        assert report.root_cause is not None
        assert report.outcome.value != "passed"

"""The layers of trust in words: both languages, every kind of source, no gaps."""

import pytest

from app.trust_view import trust_json
from verifier import Facts, Finding, NotConsulted, Outcome, Report, TrustJudgement
from verifier.judgement import undecided

URL = "https://dokazilo.example"
NAME = {"sl": "Šola", "en": "School"}
KINDS = ["own", "list", "registry", "recognition", "federation", "certificate", "something new"]


def layer_of(finding: Finding, name: dict[str, str] | None = None) -> dict[str, str]:
    report = Report(None, (), (), (), trust_layers=(finding,))
    shown = trust_json(report, URL, name)["layers"][0]
    assert set(shown["label"]) == {"sl", "en"}
    sentence: dict[str, str] = shown["sentence"]
    assert set(sentence) == {"sl", "en"}
    assert sentence["sl"] != sentence["en"]
    assert all(text.endswith(".") and "{" not in text for text in sentence.values())
    return sentence


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("assurance", ["", "digest", "signature", "address", "chain"])
def test_every_kind_of_source(kind: str, assurance: str) -> None:
    params = {"source": "Vir", "kind": kind} | ({"assurance": assurance} if assurance else {})
    layer_of(Finding("registry", Outcome.PASSED, None, params))
    told = layer_of(
        Finding("organisation", Outcome.PASSED, None, params | {"name": "Šola na listi"})
    )
    assert "Šola na listi" in told["en"]


@pytest.mark.parametrize("kind", ["", "linked", "certificate"])
def test_a_domain(kind: str) -> None:
    params = {"domain": "sola.si"} | ({"kind": kind} if kind else {})
    assert "sola.si" in layer_of(Finding("keyDomain", Outcome.PASSED, None, params))["sl"]


def test_the_own_register_speaks_both_languages() -> None:
    finding = Finding("organisation", Outcome.PASSED, None, {"name": "Šola", "kind": "own"})
    assert "School" in layer_of(finding, NAME)["en"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "5. 1. 2026"),
        ({"approver_sl": "Komisija", "approver_en": "Commission"}, "Komisija"),
        ({"approver_sl": "Komisija", "approver_en": "Commission", "number": "7/26"}, "7/26"),
    ],
)
def test_a_programme_s_approval(more: dict[str, str], words: str) -> None:
    params = {"date": "2026-01-05T10:00:00Z", **more}
    assert words in layer_of(Finding("programme", Outcome.PASSED, None, params))["sl"]


def test_what_is_missing_is_explained_and_the_missed_source_named() -> None:
    missed = NotConsulted("Consortium", "REGISTRY_STALE", "It is from 2020.")
    trust = TrustJudgement(known=False, name=None, source="", not_consulted=(missed,))
    layer = undecided("ISSUER_WITHOUT_DOMAIN", "None.").finding("keyDomain")
    report = Report(None, (), (), (), facts=Facts(trust=trust), trust_layers=(layer,))
    shown = trust_json(report, URL, None)
    assert shown["layers"][0]["type"] == f"{URL}/problems/ISSUER_WITHOUT_DOMAIN"
    assert shown["layers"][0]["outcome"] == "indeterminate"
    assert [each["source"] for each in shown["not_consulted"]] == ["Consortium"]
    assert shown["not_consulted"][0]["sentence"]["en"].endswith(".")

"""The layers of trust: each holds, or says what is missing, and a name inside is no evidence."""

from dataclasses import replace
from typing import Any

import pytest

from tests.verifier.makers import (
    ISSUER,
    ISSUER_URL,
    NOW,
    POLICY,
    badge,
    did_document,
    did_key,
    encoded,
    fetched,
    judged,
    resources,
    signed,
    signed_by_key,
)
from verifier import AllowedIssuers, ChosenRegistries, Outcome, Report, Unavailable
from verifier.trust_layers import domain_of

PROGRAMMES = "https://register.example/programmes/"
PROGRAMME = f"{PROGRAMMES}3f2a8c1e-0000-4000-8000-000000000017/versions/3"
ENTRY_URL = f"{PROGRAMME}.json"
OWN = ChosenRegistries(
    [AllowedIssuers({ISSUER: "Šola"}, "own register", kind="own", programmes=PROGRAMMES)]
)
APPROVAL = {
    "step": "approve",
    "organisation": {"sl": "Komisija", "en": "Commission"},
    "decided_at": "2026-01-05T10:00:00Z",
    "decision_number": "12/2026",
}
ENTRY = {"state": "approved", "provider": {"did": ISSUER}, "decisions": [APPROVAL]}


def layers(report: Report) -> dict[str, str]:
    """Name what each layer found."""
    return {
        layer.check: layer.problem.code if layer.problem else "-" for layer in report.trust_layers
    }


def of_programme(identifier: str) -> dict[str, Any]:
    document = badge()
    document["credentialSubject"]["achievement"]["id"] = identifier
    return signed(document)


def test_an_issuer_on_a_list() -> None:
    report = judged(signed(badge()))
    assert layers(report) == {
        "keyDomain": "-",
        "organisation": "-",
        "registry": "-",
        "programme": "PROGRAMME_NOT_KNOWN",
    }
    assert report.outcome is Outcome.PASSED
    assert report.trust_layers[0].params == {"domain": "school.example"}


def test_an_unknown_issuer_is_not_known_whatever_it_calls_itself() -> None:
    document = badge(issuer={"id": ISSUER, "type": ["Profile"], "name": "Univerza v Ljubljani"})
    report = judged(signed(document), policy=AllowedIssuers({}))
    assert layers(report) == {
        "keyDomain": "-",
        "organisation": "ORGANISATION_NOT_KNOWN",
        "registry": "ISSUER_UNKNOWN",
        "programme": "PROGRAMME_NOT_KNOWN",
    }
    assert report.outcome is Outcome.INDETERMINATE
    told = [str(layer.params) for layer in report.trust_layers]
    assert not any("Univerza" in text for text in told)
    assert all(layer.outcome is not Outcome.FAILED for layer in report.trust_layers)


def test_a_bare_key_has_no_domain_even_when_it_is_known() -> None:
    report = judged(signed_by_key(badge()), {}, AllowedIssuers({did_key(): "Šola"}))
    assert layers(report)["keyDomain"] == "ISSUER_WITHOUT_DOMAIN"
    assert layers(report)["organisation"] == "-"
    assert report.outcome is Outcome.PASSED


def test_without_a_good_signature_there_are_no_layers() -> None:
    document = signed(badge())
    document["name"] = "changed"
    assert judged(document).trust_layers == ()


def test_an_approved_programme_is_told_with_day_number_and_who_decided() -> None:
    given = resources() | {ENTRY_URL: fetched(ENTRY_URL, encoded(ENTRY))}
    report = judged(of_programme(PROGRAMME), given, OWN)
    assert set(layers(report).values()) == {"-"}
    assert report.trust_layers[3].params == {
        "programme": PROGRAMME,
        "source": "own register",
        "date": "2026-01-05T10:00:00Z",
        "number": "12/2026",
        "approver_sl": "Komisija",
        "approver_en": "Commission",
    }


def test_the_entry_is_needed_only_from_the_source_that_knows_the_issuer() -> None:
    known = judged(of_programme(PROGRAMME), policy=OWN)
    assert [need.url for need in known.needs] == [ENTRY_URL]
    assert layers(known)["programme"] == "PROGRAMME_UNREACHABLE"
    assert known.outcome is Outcome.PASSED
    stranger = ChosenRegistries([replace(OWN.sources[0], names={})])  # type: ignore[type-var]
    assert judged(of_programme(PROGRAMME), policy=stranger).needs == ()


@pytest.mark.parametrize(
    ("identifier", "entry", "code"),
    [
        ("https://elsewhere.example/programmes/1", None, "PROGRAMME_NOT_LISTED"),
        (f"{PROGRAMMES}../../admin", None, "PROGRAMME_NOT_LISTED"),
        (f"{PROGRAMME}?x=1", None, "PROGRAMME_NOT_LISTED"),
        (
            PROGRAMME,
            Unavailable(ENTRY_URL, "none", NOW, absent=True),
            "PROGRAMME_NOT_LISTED",
        ),
        (PROGRAMME, Unavailable(ENTRY_URL, "down", NOW), "PROGRAMME_UNREACHABLE"),
        (PROGRAMME, {**ENTRY, "state": "retired"}, "PROGRAMME_RETIRED"),
        (PROGRAMME, {**ENTRY, "decisions": []}, "PROGRAMME_NOT_LISTED"),
        (PROGRAMME, {**ENTRY, "decisions": None}, "PROGRAMME_NOT_LISTED"),
        (PROGRAMME, {**ENTRY, "provider": {"did": "did:web:other.example"}}, "PROGRAMME_OF_OTHER"),
        (PROGRAMME, {"provider": None}, "PROGRAMME_OF_OTHER"),
        (PROGRAMME, b"<html>", "REGISTRY_MALFORMED"),
    ],
)
def test_a_programme_that_is_not_shown_to_be_approved(
    identifier: str,
    entry: Any,  # noqa: ANN401
    code: str,
) -> None:
    given: dict[str, Any] = dict(resources())
    if isinstance(entry, Unavailable):
        given[ENTRY_URL] = entry
    elif entry is not None:
        body = entry if isinstance(entry, bytes) else encoded(entry)
        given[ENTRY_URL] = fetched(ENTRY_URL, body)
    report = judged(of_programme(identifier), given, OWN)
    assert layers(report)["programme"] == code
    assert report.trust_layers[3].outcome is not Outcome.FAILED
    assert report.outcome is Outcome.PASSED


def test_a_list_at_hand_answers_without_documents() -> None:
    assert OWN.judge(ISSUER).name == "Šola"
    assert not OWN.judge("did:web:other.example").known


@pytest.mark.parametrize(
    ("identifier", "domain"),
    [
        ("did:web:school.example", "school.example"),
        ("did:web:school.example%3A8443:a:b", "school.example:8443"),
        ("https://school.example/issuer", "school.example"),
        ("http://school.example/issuer", None),
        ("did:key:z6Mk", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_the_domain_of_an_identifier(identifier: str, domain: str | None) -> None:
    assert domain_of(identifier) == domain


def test_the_list_is_still_asked_as_a_plain_policy() -> None:
    given = {ISSUER_URL: fetched(ISSUER_URL, did_document())}
    assert judged(signed(badge()), given, POLICY).outcome is Outcome.PASSED

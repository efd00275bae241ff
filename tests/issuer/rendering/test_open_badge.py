"""The badge is the one in our example files, and what 1EdTech's schema and JSON-LD accept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft201909Validator

from contexts import canonicalize, schema_errors
from issuer.model.award import Evidence, Result
from issuer.model.programme import ProgrammeContent
from issuer.rendering.frame import SCHEMA
from issuer.rendering.open_badge import months_later, render
from tests.issuer.examples import (
    CREDENTIAL_ID,
    DATA_LITERACY,
    FIRST_AID_PILOT,
    HEAT_PUMPS,
    LEARNER,
    NOW,
    material,
)
from tests.issuer.vectors import own_json, reference_json

EXAMPLES = [
    ("heat-pumps.sl.json", HEAT_PUMPS, "sl"),
    ("heat-pumps.en.json", HEAT_PUMPS, "en"),
    ("data-literacy.sl.json", DATA_LITERACY, "sl"),
    ("first-aid-pilot.en.json", FIRST_AID_PILOT, "en"),
]
REFERENCE_SCHEMA = "ob3/schemas/ob_v3p0_achievementcredential_schema.json"


def with_one_status(badge: dict[str, Any]) -> dict[str, Any]:
    status = badge["credentialStatus"]
    return {**badge, "credentialStatus": status[0]} if isinstance(status, list) else badge


@pytest.mark.parametrize(("name", "content", "language"), EXAMPLES)
def test_the_badge_is_the_example_file(name: str, content: ProgrammeContent, language: str) -> None:
    assert render(material(content, language=language)) == own_json(name)


@pytest.mark.parametrize(("name", "content", "language"), EXAMPLES)
def test_the_badge_is_valid_by_both_schemas_and_loses_nothing(
    name: str, content: ProgrammeContent, language: str
) -> None:
    badge = render(material(content, language=language))
    assert schema_errors(with_one_status(badge), SCHEMA) == (), name
    canonical = canonicalize(badge)
    for fact in (badge["name"], *narratives(badge)):
        assert fact.split("\n")[0] in canonical
    validator = Draft201909Validator(reference_json(REFERENCE_SCHEMA))
    assert [error.message for error in validator.iter_errors(with_one_status(badge))] == []


def narratives(badge: dict[str, Any]) -> list[str]:
    criteria = badge["credentialSubject"]["achievement"]["criteria"]
    return [criteria["narrative"], badge["credentialSubject"]["narrative"]]


def test_two_status_entries_are_the_price_that_the_schema_rejects() -> None:
    badge = render(material(DATA_LITERACY))
    assert [entry["statusPurpose"] for entry in badge["credentialStatus"]] == [
        "revocation",
        "suspension",
    ]
    assert schema_errors(badge, SCHEMA) != ()


def test_the_revocation_entry_comes_first_however_they_were_allotted() -> None:
    given_material = material(DATA_LITERACY)
    turned = replace(given_material, entries=given_material.entries[::-1])
    assert render(turned) == render(given_material)


def test_what_must_not_be_in_a_badge_is_not() -> None:
    text = str(render(material()))
    for secret in ("Ana.Zagar", "ana.zagar", "posta.example", "2001-05-17", "63190042"):
        assert secret not in text


def test_a_badge_can_be_bound_to_a_holder() -> None:
    holder = replace(LEARNER, holder_did="did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z")
    subject = render(replace(material(), learner=holder))["credentialSubject"]
    assert subject["id"] == holder.holder_did
    assert len(subject["identifier"]) == 2


def test_texts_are_carried_as_written() -> None:
    title = {"sl": 'Rez & spoj <varjenje> "TIG" (100 %)', "en": "Cut & join"}
    badge = render(material(replace(DATA_LITERACY, title=title)))
    assert badge["name"] == title["sl"]
    assert title["sl"].replace('"', '\\"') in canonicalize(badge)


def test_evidence_without_address_still_has_an_id() -> None:
    evidence = render(material())["evidence"]
    assert [item["id"] for item in evidence] == [
        "https://sola.example/dokazi/1",
        f"urn:uuid:{CREDENTIAL_ID}#evidence-2",
    ]


def test_the_least_that_can_be_awarded_still_makes_a_badge() -> None:
    award = replace(material().award, result=Result(awarded_on=date(2026, 2, 27)))
    badge = render(replace(material(FIRST_AID_PILOT), award=award))
    assert schema_errors(badge, SCHEMA) == ()
    assert not {"evidence", "validUntil", "image"} & set(badge)
    assert "creditsEarned" not in badge["credentialSubject"]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2026, 12, 15), 1, (2027, 1, 15)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2026, 3, 2), 36, (2029, 3, 2)),
    ],
)
def test_months_are_calendar_months(
    start: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    assert months_later(datetime(*start, tzinfo=UTC), months) == datetime(*end, tzinfo=UTC)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    lambda text: text.strip() != ""
)


@given(title=TEXTS, narrative=TEXTS, evidence=TEXTS, name=TEXTS)
def test_any_text_that_may_be_entered_can_be_signed(
    title: str, narrative: str, evidence: str, name: str
) -> None:
    result = replace(
        material().award.result, narrative=narrative, evidence=(Evidence(name=evidence),)
    )
    changed = replace(
        material(replace(HEAT_PUMPS, title={"sl": title, "en": title})),
        award=replace(material().award, result=result),
        learner=replace(LEARNER, name=name),
        valid_from=NOW,
    )
    badge = render(changed)
    assert schema_errors(badge, SCHEMA) == ()
    assert canonicalize(badge)

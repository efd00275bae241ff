"""Our judgement on form is that of the Union's shapes: on every sample, and on what we break."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from issuer.rendering.europass.credential import render
from tests.issuer.rendering.europass.examples import MANDATE, europass_material
from tests.shacl import violations
from verifier.edc.form import form_faults

SAMPLES = Path(__file__).parents[3] / "../shared/data/edc/samples/elm-repo"
SIGNED = ("Sample-MC-Annex1-signed.jsonld", "Sample-CertOfPart-signed.jsonld")
UNSIGNED = (
    "Sample-MC-Annex1-unsigned.jsonld",
    "Sample-MC-Annex1-unsigned-uploadable.json",
    "Sample-CertOfPart-unsigned.jsonld",
    "Sample-CertOfPart-unsigned-uploadable.json",
)
CONTEXTS = [
    "https://www.w3.org/2018/credentials/v1",
    "http://data.europa.eu/snb/model/context/edc-ap",
]
MUTATIONS = 80
SEED = 20261123


def sample(name: str) -> dict[str, Any]:
    if not (SAMPLES / name).exists():
        pytest.skip("the reference data ../shared/data/edc/samples is not beside this clone")
    read = json.loads((SAMPLES / name).read_text(encoding="utf-8-sig"))
    if isinstance(read.get("payload"), str):
        read = json.loads(read["payload"])
    credential: dict[str, Any] = read.get("credential", read)
    return {"@context": CONTEXTS, **credential}


@pytest.mark.parametrize("name", SIGNED)
def test_the_official_sealed_samples_conform(name: str) -> None:
    assert form_faults(sample(name)) == ()


@pytest.mark.parametrize("name", UNSIGNED)
def test_the_official_unsealed_samples_lack_date_and_legal_identifier(name: str) -> None:
    found = {(fault.term, fault.rule) for fault in form_faults(sample(name))}
    assert found == {("issued", "missing"), ("issuer", "needs")}


def test_what_we_render_conforms() -> None:
    assert form_faults(render(europass_material())) == ()
    assert form_faults(render(europass_material(mandate=MANDATE))) == ()


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("accredited", {("accreditation", "missing")}),
        ("converted", {("embeddedEvidence", "missing")}),
        ("issued-by-mandate", set()),
        (
            "diploma-supplement",
            {
                ("accreditation", "missing"),
                ("awardingOpportunity", "missing"),
                ("creditReceived", "missing"),
                ("hasPart", "missing"),
                ("maximumDuration", "missing"),
            },
        ),
    ],
)
def test_the_micro_credential_sample_under_the_other_profiles(
    profile: str, expected: set[tuple[str, str]]
) -> None:
    schema = f"http://data.europa.eu/snb/model/ap/edc-{profile}"
    credential = sample(SIGNED[0])
    credential["credentialSchema"] = [{"id": schema, "type": "ShaclValidator2017"}]
    found = {(fault.term, fault.rule) for fault in form_faults(credential)}
    assert found - {("maximumDuration", "missing")} == expected - {("maximumDuration", "missing")}
    # What we find missing is exactly what the profile's own shapes find.
    files = {
        "accredited": ("EDC-accredited.ttl",),
        "converted": ("EDC-converted.ttl",),
        "issued-by-mandate": ("EDC-issuedByMandate.ttl",),
        "diploma-supplement": ("EDC-accredited.ttl", "EDC-diplomaSupplement.ttl"),
    }
    theirs = {line.split()[1] for line in violations(credential, *files[profile])}
    assert {term.lower() for term, _ in found} == {term.lower() for term in theirs}


def test_a_document_without_a_credential_has_not_passed() -> None:
    assert [fault.rule for fault in form_faults({"type": "Person"})] == ["no-credential"]


def test_a_profile_that_is_not_known_is_said() -> None:
    credential = render(europass_material())
    credential["credentialSchema"][0]["id"] = "http://data.europa.eu/snb/model/ap/edc-tomorrow"
    assert [fault.rule for fault in form_faults(credential)] == ["profile-unknown"]


def test_a_second_content_under_a_repeated_id_is_found() -> None:
    credential = render(europass_material())
    claim = credential["credentialSubject"]["hasClaim"]
    hidden = {"id": claim["specifiedBy"]["id"], "type": "Qualification", "title": {"sl": "Drugo"}}
    claim["learningOpportunity"] = {
        "id": "urn:epass:opportunity:1",
        "type": "LearningOpportunity",
        "title": {"sl": "x"},
        "providedBy": claim["awardedBy"]["awardingBody"],
        "learningAchievementSpecification": hidden,
    }
    assert [(fault.term, fault.rule) for fault in form_faults(credential)] == [
        ("title", "language-twice")
    ]
    assert len(violations(credential)) == 1


def test_a_date_without_a_time_or_a_zone_is_refused_though_libraries_take_it() -> None:
    credential = render(europass_material())
    for lenient in ("2026-01-01", "2026-01-01T00:00:00"):
        credential["issued"] = lenient
        assert {fault.rule for fault in form_faults(credential)} == {"wrong-datatype"}


@pytest.mark.parametrize("number", range(MUTATIONS))
def test_broken_credentials_are_judged_as_the_shapes_judge_them(number: int) -> None:
    chance = random.Random(SEED + number)  # noqa: S311 - reproducible, not secret
    base = render(europass_material()) if number % 2 else sample(SIGNED[number // 2 % 2])
    broken = copy.deepcopy(base)
    told = mutate(broken, chance)
    assert bool(form_faults(broken)) == bool(violations(broken)), f"{told} (seed {SEED + number})"


def mutate(document: dict[str, Any], chance: random.Random) -> str:
    owner, key = chance.choice(list(members(document)))
    change = chance.choice(["drop", "retype", "twice", "scheme", "plain"])
    value = owner[key]
    if change == "drop":
        del owner[key]
    elif change == "retype" and isinstance(value, dict) and "type" in value:
        value["type"] = chance.choice(["Note", "Concept", "Organisation", "LearningOutcome"])
    elif change == "twice" and isinstance(value, dict) and "type" in value:
        owner[key] = [value, {**value, "id": "urn:epass:another:1"}]
    elif change == "scheme" and isinstance(value, dict) and "inScheme" in value:
        value["inScheme"] = {"id": "http://data.europa.eu/snb/other", "type": "ConceptScheme"}
    elif change == "plain" and isinstance(value, dict) and "type" not in value:
        owner[key] = "brez jezika"
    return f"{change} {key}"


def members(value: Any) -> Iterator[tuple[dict[str, Any], str]]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in ("@context", "id", "type"):
                yield value, key
            yield from members(each)
    elif isinstance(value, list):
        for each in value:
            yield from members(each)

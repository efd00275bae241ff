"""What a European Digital Credential says, read from whichever form it is written in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.credential_view import credential_json
from app.edc.content import edc_json
from issuer.json_bytes import json_bytes
from issuer.rendering.europass.credential import render
from tests.issuer.rendering.europass.examples import europass_material
from tests.spending import spending_at_most

SAMPLES = Path(__file__).parents[3] / "../shared/data/edc/samples/elm-repo"


def document() -> dict[str, Any]:
    written: dict[str, Any] = json.loads(json_bytes(render(europass_material())))
    return written


def uncompacted(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Put every property into an array, as Europass' builder writes them."""
    if isinstance(value, dict):
        return {
            name: item if name in {"id", "type", "@context"} else _in_array(uncompacted(item))
            for name, item in value.items()
        }
    return [uncompacted(item) for item in value] if isinstance(value, list) else value


def _in_array(value: Any) -> Any:  # noqa: ANN401 - any JSON
    return value if isinstance(value, list) else [value]


def compacted(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Take single values out of their arrays, as sealed credentials have them."""
    if isinstance(value, dict):
        return {name: compacted(item) for name, item in value.items()}
    if isinstance(value, list):
        items = [compacted(item) for item in value]
        return items[0] if len(items) == 1 else items
    return value


def test_what_people_want_to_see() -> None:
    shown = edc_json(document(), proven=True)
    claim = shown["edc"]["claims"][0]
    assert shown["name"] == claim["title"]["sl"]
    assert set(claim["title"]) >= {"sl", "en"}
    assert shown["learner_name"]
    assert shown["awarded_date"] == claim["awarded_on"]
    assert claim["awarding_bodies"][0]["identifier"] == "VATSI-12345678"
    assert claim["outcomes"]
    assert any(outcome["skills"] for outcome in claim["outcomes"])
    for told in ("levels", "national_levels", "workload", "modes", "assessments", "fields"):
        assert claim[told], told
    assert claim["quality_assurance"][0]["type"]["en"]
    assert {page["language"]["en"] for page in shown["edc"]["pictures"]} <= {"Slovenian", "English"}


@pytest.mark.parametrize("form", [compacted, uncompacted])
def test_every_form_says_the_same(form: Any) -> None:  # noqa: ANN401
    assert edc_json(form(document()), proven=True) == edc_json(document(), proven=True)


def test_a_node_named_by_its_id_alone_is_followed() -> None:
    whole = document()
    body = whole["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]
    assert body["id"] == whole["issuer"]["id"]
    whole["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"] = body["id"]
    assert edc_json(whole, proven=True) == edc_json(document(), proven=True)


def test_it_has_the_members_of_every_credential() -> None:
    badge = credential_json({"credentialSubject": {"achievement": {"id": "x"}}}, proven=False)
    shown = edc_json(document(), proven=True)
    assert badge is not None
    assert set(badge) <= set(shown)
    assert set(badge["achievement"]) == set(shown["achievement"])


def test_an_official_concept_is_named_officially_whatever_the_document_calls_it() -> None:
    whole = document()
    level = whole["credentialSubject"]["hasClaim"]["specifiedBy"]["eqfLevel"]
    number = level["id"].rpartition("/")[2]
    level["prefLabel"] = {"en": "Level 8", "sl": "Raven 8"}
    shown = edc_json(whole, proven=True)["edc"]["claims"][0]
    assert shown["levels"] == [{"sl": f"Raven {number}", "en": f"Level {number}"}]


def test_a_birthday_is_the_day_that_is_written() -> None:
    whole = document()
    whole["credentialSubject"]["dateOfBirth"] = "1999-10-01T22:00:00Z"
    assert edc_json(whole, proven=True)["edc"]["learner"]["born_on"] == "1999-10-01"


@pytest.mark.parametrize(
    ("written", "units"),
    [("PT60H", {"hours": 60}), ("P60M", {"months": 60}), ("sixty", {}), ("P1Y2DT3H4M", None)],
)
def test_a_duration_is_never_converted(written: str, units: dict[str, int] | None) -> None:
    whole = document()
    whole["credentialSubject"]["hasClaim"]["specifiedBy"]["volumeOfLearning"] = written
    workload = edc_json(whole, proven=True)["edc"]["claims"][0]["workload"]
    every = {"years": 1, "days": 2, "hours": 3, "minutes": 4}
    assert workload == {"duration": written, "units": every if units is None else units}


def test_few_nodes_that_name_each_other_stay_small() -> None:
    text = {"sl": "a" * 2000, "en": "b" * 2000}
    notes = [{"id": f"n:{i}", "type": "Note", "noteLiteral": text} for i in range(40)]
    outcomes = [
        {"id": f"o:{i}", "type": "LearningOutcome", "title": text, "additionalNote": notes}
        for i in range(40)
    ]
    specification = {"id": "s:1", "type": "Qualification", "learningOutcome": outcomes}
    claims = [
        {"id": f"c:{i}", "type": "LearningAchievement", "specifiedBy": specification}
        for i in range(40)
    ]
    whole = document()
    whole["credentialSubject"]["hasClaim"] = claims
    with spending_at_most(5):
        written = json.dumps(edc_json(whole, proven=False))
    assert len(written) < 3_000_000


MEMBERS = st.sampled_from(
    [
        *("id", "type", "credentialSubject", "hasClaim", "specifiedBy", "awardedBy", "title"),
        *("displayParameter", "individualDisplay", "displayDetail", "image", "content", "page"),
        *("learningOutcome", "relatedESCOSkill", "provenBy", "grade", "noteLiteral", "prefLabel"),
        *("dateOfBirth", "volumeOfLearning", "awardingDate", "@value", "validFrom", "en", "sl"),
    ]
)
NAMES = st.sampled_from(
    ["EuropeanDigitalCredential", "LearningAchievement", "urn:1", "PT1H", "2026-01-01"]
)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | NAMES,
    lambda inner: st.dictionaries(MEMBERS, inner, max_size=6) | st.lists(inner, max_size=3),
    max_leaves=30,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(MEMBERS, DOCUMENTS, max_size=8))
def test_no_document_breaks_the_view(told: dict[str, Any]) -> None:
    shown = edc_json({"type": "EuropeanDigitalCredential", **told}, proven=False)
    for name in ("id", "name", "learner_name", "valid_from", "valid_until", "awarded_date"):
        assert shown[name] is None or isinstance(shown[name], str)
    json.dumps(shown)


@pytest.mark.parametrize("name", ["Sample-MC-Annex1", "Sample-CertOfPart"])
def test_the_official_samples_are_told_whole(name: str) -> None:
    path = SAMPLES / f"{name}-signed.jsonld"
    if not path.exists():
        pytest.skip("the shared reference data is not here")
    sealed = json.loads(path.read_text(encoding="utf-8"))
    shown = edc_json(json.loads(sealed["payload"]), proven=True)
    assert shown["learner_name"] == "Ana Andromeda"
    assert shown["language"] == "en"
    assert [page["media_type"] for page in shown["edc"]["pictures"]] == ["image/jpeg"]

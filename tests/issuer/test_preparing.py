"""Only what was rendered and checked here can be signed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from issuer.errors import PreparationFailed
from issuer.model.award import Evidence
from issuer.preparing import Prepared, prepare, recall
from issuer.rendering.frame import CONTEXTS
from tests.issuer.examples import DATA_LITERACY, HEAT_PUMPS, RESULT, material
from tests.issuer.vectors import own_json


def test_a_prepared_badge_is_the_rendered_one() -> None:
    prepared = prepare(material())
    assert prepared.document == own_json("heat-pumps.sl.json")
    assert json.loads(prepared.body) == prepared.document
    assert recall(prepared.body).body == prepared.body


def test_nobody_else_makes_one() -> None:
    with pytest.raises(TypeError, match="call prepare"):
        Prepared({}, b"", b"", object())


def test_changing_a_document_does_not_change_what_is_signed() -> None:
    prepared = prepare(material())
    prepared.document["name"] = "Nekaj drugega"
    assert prepared.document["name"] == "Vzdrževanje toplotnih črpalk"


def test_a_badge_that_can_be_suspended_is_prepared_with_both_entries() -> None:
    assert len(prepare(material(DATA_LITERACY)).document["credentialStatus"]) == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"base_url": "/relative"}, "absolute IRI"),
        ({"salt": b"short"}, "salt of 16 bytes"),
        ({"entries": ()}, "status entry|revocation"),
        ({"version": replace(material().version, content=replace(HEAT_PUMPS, title={}))}, "name"),
        (
            {
                "version": replace(
                    material().version, content=replace(HEAT_PUMPS, achievement_type="Mikro")
                )
            },
            "form of an Open Badge",
        ),
        (
            {
                "award": replace(
                    material().award,
                    result=replace(RESULT, evidence=(Evidence(name="d", url="dokaz"),)),
                )
            },
            "absolute IRI",
        ),
    ],
)
def test_what_cannot_be_signed_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(PreparationFailed, match=sentence):
        prepare(replace(material(), **change))  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ({"gradeSecret": "A"}, "can not be signed"),
        ({"name": {"sl": "Naslov"}}, "can not be signed|form of an Open Badge"),
        ({"@context": [*CONTEXTS[:2], "https://a.example"]}, "three contexts"),
        ({"issuer": "did:web:dokazilo.example"}, "breaks a rule|form"),
    ],
)
def test_a_recorded_intent_is_checked_again(edit: dict[str, object], sentence: str) -> None:
    body = json.dumps({**prepare(material()).document, **edit}).encode()
    with pytest.raises(PreparationFailed, match=sentence):
        recall(body)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"a":1,"a":2}', b"[" * 10_000, b"\xff"])
def test_what_cannot_be_read_is_refused(body: bytes) -> None:
    with pytest.raises(PreparationFailed, match="can not be read"):
        recall(body)


def test_half_a_character_is_refused() -> None:
    learner = replace(material().learner, name="Ana \ud800")
    with pytest.raises(PreparationFailed, match="half a character"):
        prepare(replace(material(), learner=learner))


def test_no_error_quotes_the_learner() -> None:
    hostile = replace(material(), base_url="/relative")
    with pytest.raises(PreparationFailed) as caught:
        prepare(hostile)
    assert "Ana" not in str(caught.value)

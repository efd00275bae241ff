"""The register for machines: search, one document per version, as JSON and as JSON-LD."""

from __future__ import annotations

import json

import pytest

from contexts import canonicalize
from tests.app.staging import Stage


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"3d-printing", "podcast-sound", "qualitative-research"}),
        ("q=3d", {"3d-printing"}),
        ("q=KVALITATIVNO", {"qualitative-research"}),
        ("level=4", {"3d-printing"}),
        ("eqf=7", {"qualitative-research"}),
        ("field=06", {"qualitative-research"}),
        ("provider=spts-zelena-dolina", {"3d-printing", "podcast-sound"}),
        ("pilot=yes", {"podcast-sound"}),
        ("status=retired", set()),
        ("size=1&page=2&q=", None),
    ],
)
def test_searching(stage: Stage, query: str, found: set[str] | None) -> None:
    answer = stage.service.get(f"/register.json?{query}")
    assert answer.headers["access-control-allow-origin"] == "*"
    names = {id_: name for name, id_ in stage.told.programmes.items()}
    seen = {names[each["programme_id"]] for each in answer.json()["items"]}
    if found is None:
        assert (len(seen), answer.json()["total"]) == (1, 3)
    else:
        assert seen == found


@pytest.mark.parametrize("query", ["level=11", "pilot=maybe", "page=0", "size=1000"])
def test_a_filter_that_makes_no_sense_is_named(stage: Stage, query: str) -> None:
    refused = stage.service.get(f"/register.json?{query}")
    assert refused.status_code == 422
    assert refused.json()["faults"][0]["path"] == f"query: {query.partition('=')[0]}"


def test_a_version_says_everything_in_its_languages_and_names_nobody(stage: Stage) -> None:
    programme = stage.told.programmes["3d-printing"]
    answer = stage.service.get(f"/programmes/{programme}/versions/1.json")
    version = answer.json()
    assert (version["state"], version["versions"]) == ("approved", [1])
    assert set(version["content"]["title"]) == {"sl", "en"}
    steps = [each["step"] for each in version["decisions"]]
    assert steps == ["submit", "take-into-review", "approve"]
    assert version["decisions"][-1]["decision_number"]
    assert "actor" not in answer.text


def test_json_ld_is_the_achievement_of_the_badge(stage: Stage) -> None:
    credential = stage.told.credentials[0]
    badge = json.loads(credential.documents[0].body)
    achievement = badge["credentialSubject"]["achievement"]
    path = f"/programmes/{stage.told.programmes['3d-printing']}/versions/1.jsonld"
    answer = stage.service.get(path)
    assert answer.headers["content-type"] == "application/ld+json"
    document = answer.json()
    same = ("id", "name", "criteria", "alignment", "inLanguage")
    assert {name: document[name] for name in same} == {name: achievement[name] for name in same}
    assert document["creator"] == badge["issuer"]
    assert canonicalize(document), "nothing in it is undefined"
    english = stage.service.get(f"{path}?lang=en").json()
    assert (english["inLanguage"], english["name"]) == (
        "en",
        "3D printing in small-scale production",
    )
    assert stage.service.get(f"{path}?lang=hu").status_code == 404


def test_the_whole_register_as_json_ld(stage: Stage) -> None:
    document = stage.service.get("/register.jsonld?lang=en").json()
    assert {each["type"][0] for each in document["@graph"]} == {"Achievement"}
    assert len(document["@graph"]) == 3


def test_what_is_not_approved_is_not_public(stage: Stage) -> None:
    programme = stage.told.programmes["remote-teamwork"]
    for ending in (".json", ".jsonld"):
        assert stage.service.get(f"/programmes/{programme}/versions/1{ending}").status_code == 404

"""Objects of one id are one node, in every way JSON-LD may write them."""

from __future__ import annotations

from typing import Any

import pytest

from verifier.edc.graph import Reference, Words, nodes_of


def test_two_objects_of_one_id_are_one_node() -> None:
    document = {
        "id": "urn:a",
        "type": "Person",
        "hasClaim": [
            {"id": "urn:b", "type": "LearningActivity", "title": {"sl": "Ena"}},
            {"id": "urn:b", "type": ["LearningActivity"], "title": {"sl": ["Ena", "Dva"]}},
        ],
    }
    nodes = nodes_of(document)
    assert nodes["urn:a"].values["hasClaim"] == [Reference("urn:b")]
    assert nodes["urn:b"].values["title"] == [Words("sl", "Ena"), Words("sl", "Dva")]
    assert nodes["urn:b"].pointer == "/hasClaim/0"


@pytest.mark.parametrize(
    "title",
    [
        {"sl": "Ena"},
        {"sl": ["Ena"]},
        {"@value": "Ena", "@language": "sl"},
        [{"@value": "Ena", "@language": "SL"}],
    ],
)
def test_a_text_is_read_in_every_form(title: Any) -> None:  # noqa: ANN401 - any JSON
    node = nodes_of({"id": "urn:a", "title": title})["urn:a"]
    assert node.values["title"] == [Words("sl", "Ena")]


def test_a_node_without_an_id_is_its_own() -> None:
    nodes = nodes_of({"location": [{"type": "Location"}, {"type": "Location"}], "@id": "urn:a"})
    assert set(nodes) == {"urn:a", "_:/location/0", "_:/location/1"}

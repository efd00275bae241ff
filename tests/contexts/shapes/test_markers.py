"""Markers are found again, whole, and nobody can write one into a document."""

from contexts.shapes.markers import Markers, markers_for
from tests.contexts.reference_data import badge, credential


def test_a_slot_is_known_by_its_marker() -> None:
    markers = markers_for(badge())

    assert [markers.slot_of(markers.slot(number)) for number in (0, 1, 11, 111)] == [0, 1, 11, 111]
    assert markers.slot_of(markers.slot(1) + "1") is None
    assert markers.slot_of(markers.node(1)) is None


def test_no_marker_begins_another() -> None:
    markers = Markers("n")

    assert not markers.slot(11).startswith(markers.slot(1))
    assert not markers.node(11).startswith(markers.node(1))


def test_slots_and_nodes_are_found_in_a_line() -> None:
    markers = Markers("n")
    line = f"{markers.node(3)} <urn:p> <{markers.slot(7)}> ."

    found = [(match[1], match[2]) for match in markers.pattern().finditer(line)]

    assert found == [(None, "3"), ("7", None)]


def test_markers_depend_on_the_document_and_occur_not_in_it() -> None:
    nonce = markers_for(credential()).nonce

    assert markers_for(credential()).nonce == nonce
    assert markers_for(credential(name=nonce)).nonce != nonce
    assert markers_for(credential(name="\ud800")).nonce

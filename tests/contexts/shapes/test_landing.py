"""Where markers land in the statements, and where none may land."""

from typing import Any

import pytest

from contexts.shapes.landing import Landing, landing
from contexts.shapes.markers import Markers
from contexts.shapes.refusals import NotCompilable
from tests.contexts.reference_data import badge, credential

MARKERS = Markers("n0nce")
P = "https://sola.example/p"
XSD_DOUBLE = "http://www.w3.org/2001/XMLSchema#double"


def marker(number: int) -> str:
    return MARKERS.slot(number)


def landed(document: dict[str, Any]) -> Landing:
    return landing(document, MARKERS)


def test_markers_land_as_identifiers_or_as_literals() -> None:
    found = landed(
        credential(
            id=marker(0),
            issuer={"id": marker(1), "name": marker(2)},
            validFrom=marker(3),
            name={"@value": marker(4), "@language": "sl"},
        )
    )

    assert (set(found.identifier_slots), set(found.literal_slots)) == ({0, 1}, {2, 3, 4})
    assert f'<{marker(1)}> <https://schema.org/name> "{marker(2)}" .' in lines(found)
    assert any(line.endswith("dateTime> .") and marker(3) in line for line in lines(found))
    assert any(line.endswith(f'"{marker(4)}"@sl .') for line in lines(found))


def lines(found: Landing) -> list[str]:
    return [each.line for each in found.statements]


def test_blank_nodes_are_numbered_and_each_statement_knows_its_own() -> None:
    found = landed(credential(credentialSubject={"name": marker(0)}))

    assert found.nodes == 2
    assert {each.nodes for each in found.statements} == {
        frozenset({0}),
        frozenset({0, 1}),
        frozenset({1}),
    }
    assert [each.literal for each in found.statements if each.slots] == [0]


def test_the_name_of_a_graph_is_a_node_of_each_statement_in_it() -> None:
    inner = credential(name=marker(0), credentialSubject={"name": marker(1)})
    found = landed(credential(type="VerifiablePresentation", verifiableCredential=[inner]))

    inside = [each for each in found.statements if each.literal is not None]
    assert [each.literal for each in inside] == [0, 1]
    assert frozenset.intersection(*(each.nodes for each in inside))
    assert all(len(each.terms) == 4 and len(each.nodes) == 2 for each in inside)


def test_other_identifiers_are_noted() -> None:
    found = landed(credential(id=marker(0), issuer="did:web:sola.example"))

    assert "did:web:sola.example" in found.identifiers
    assert "https://www.w3.org/2018/credentials#VerifiableCredential" in found.identifiers
    assert not any("n0nce" in identifier for identifier in found.identifiers)


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({marker(0): "a property"}, "slot_inside_term"),
        ({P: {"@value": "x", "@type": marker(0)}}, "slot_inside_term"),
        ({"type": ["VerifiableCredential", marker(0) + "Type"]}, "slot_inside_term"),
        ({"secret": marker(0)}, "refused_data_loss"),
        ({"secret": 5}, "refused_data_loss"),
        ({"secret": {}}, "refused_data_loss"),
        ({"type": ["VerifiableCredential", "Secret"]}, "refused_data_loss"),
        ({P: None}, "refused_data_loss"),
        ({"@context": "https://sola.example/context"}, "refused_unknown_context"),
        ({P: {"@value": marker(0), "@type": XSD_DOUBLE}}, "refused_data_loss"),
        ({P: ["😀", "\uff0c"]}, "order_depends_on_encoding"),
    ],
)  # fmt: skip
def test_what_has_no_exact_shape_is_refused(members: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotCompilable) as refusal:
        landed(credential(**members))

    assert refusal.value.reason == reason


def test_a_marker_inside_a_json_literal_is_refused() -> None:
    schema = credential(
        type=["VerifiableCredential", "JsonSchemaCredential"],
        credentialSubject={"type": "JsonSchema", "jsonSchema": {"title": marker(0)}},
    )

    with pytest.raises(NotCompilable, match="slot_inside_term"):
        landed(schema)


def test_the_newer_copy_of_a_context_is_tried_as_on_the_full_path() -> None:
    assert landed(badge(endorsementJwt=[marker(0)])).literal_slots == {0}

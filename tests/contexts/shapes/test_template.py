"""Templates give byte for byte what the full path gives, or say that they can not."""

import random
from copy import deepcopy
from typing import Any

import pytest

from contexts import (
    DataLoss,
    Engine,
    Fallback,
    NotCompilable,
    Place,
    canonicalize,
    compile_template,
    use_engine,
)
from contexts.full_path import canonical_in_full
from tests.contexts.reference_data import badge, credential

P = "https://sola.example/p"
SLOTS: list[Place] = [
    ("id",),
    ("name",),
    ("validFrom",),
    ("credentialSubject", "id"),
    ("credentialSubject", "identifier", 0, "identityHash"),
    ("credentialSubject", "identifier", 0, "salt"),
    ("credentialSubject", "result", 0, "value"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
]
IDENTIFIERS = (0, 3, 7)


def at(document: Any, place: Place) -> Any:  # noqa: ANN401  # any JSON
    for step in place:
        document = document[step]
    return document


def with_values(document: dict[str, Any], slots: list[Place], values: list[str]) -> dict[str, Any]:
    document = deepcopy(document)
    for place, value in zip(slots, values, strict=True):
        at(document, place[:-1])[place[-1]] = value
    return document


def test_thousand_learners_are_exact() -> None:
    template, chance = compile_template(badge(), SLOTS), random.Random("learners")  # noqa: S311

    for number in range(1_000):
        values = [f'{chance.random()} č "%s" \n' for _ in SLOTS]
        for slot in IDENTIFIERS:
            values[slot] = f"urn:uuid:{chance.random()}"
        filled = template.fill(values)
        if number % 25 == 0:
            assert filled == canonical_in_full(with_values(badge(), SLOTS, values))


@pytest.mark.parametrize(
    "without", ["credentialSubject", "achievement", "evidence", "credentialStatus", "issuer"]
)
def test_nodes_without_id_are_labelled_exactly(without: str) -> None:
    document = badge()
    holder = document["credentialSubject"] if without == "achievement" else document
    nodes = holder[without] if isinstance(holder[without], list) else [holder[without]]
    for node in nodes:
        node.pop("id", None)
    slots = [place for place in SLOTS if place != (without, "id")]
    template = compile_template(document, slots)
    chance = random.Random(without)  # noqa: S311

    for _ in range(30):
        values = [str(chance.random()) for _ in slots]
        for slot, place in enumerate(slots):
            if place[-1] == "id":
                values[slot] = f"urn:uuid:{chance.random()}"
        expected = canonical_in_full(with_values(document, slots, values))
        assert template.fill(values) == expected


def test_a_document_of_which_nodes_look_alike_is_exact() -> None:
    subjects = [{"name": str(number), P: {"name": "x"}} for number in range(4)]
    document = credential(credentialSubject=subjects)
    slots: list[Place] = [("credentialSubject", number, "name") for number in range(4)]
    template, chance = compile_template(document, slots), random.Random("ties")  # noqa: S311

    for _ in range(100):
        values = [str(chance.randrange(8)) for _ in slots]
        expected = canonical_in_full(with_values(document, slots, values))
        assert template.fill(values) == expected


def test_values_come_in_the_order_of_the_slots() -> None:
    document = credential(id="urn:a", name="N", description="D")
    template = compile_template(document, [("description",), ("id",), ("name",)])

    expected = canonicalize(credential(id="urn:b", name="2", description="1"))
    assert template.fill(["1", "urn:b", "2"]) == expected


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (["relative", "x", "urn:b"], "identifier_not_absolute"),
        (["_:b0", "x", "urn:b"], "identifier_not_absolute"),
        (["name:foo", "x", "urn:b"], "identifier_compact"),
        (["urn:b", "x", "urn:b"], "other_identifiers_equal"),
        (["urn:school", "x", "urn:b"], "identifier_of_the_shape"),
        (["urn:a", "\ud800", "urn:b"], "half_a_character"),
        (["urn:a", "\uff0c", "urn:b"], "order_depends_on_encoding"),
    ],
)
def test_what_a_template_can_not_be_sure_of_falls_back(values: list[str], reason: str) -> None:
    document = credential(id="urn:1", name="x", issuer="urn:2", description="😀")
    document["credentialSubject"] = {"id": "urn:school", "name": "y"}
    template = compile_template(document, [("id",), ("name",), ("issuer",)])

    with pytest.raises(Fallback) as fallback:
        template.fill(values)

    assert fallback.value.reason == reason


def test_identifiers_that_are_equal_in_the_example_stay_equal() -> None:
    document = credential(id="urn:a", credentialSubject={"id": "urn:a", "name": "x"})
    template = compile_template(document, [("id",), ("credentialSubject", "id")])

    expected = credential(id="urn:b", credentialSubject={"id": "urn:b", "name": "x"})
    assert template.fill(["urn:b", "urn:b"]) == canonicalize(expected)
    with pytest.raises(Fallback, match="other_identifiers_equal"):
        template.fill(["urn:b", "urn:c"])


@pytest.mark.parametrize("values", [["x", "x", "y"], ["x", "y", "y"], ["x", "fixed", "z"]])
def test_literals_that_become_one_statement_fall_back(values: list[str]) -> None:
    document = credential(**{P: ["a", "b", "c", "fixed"]})
    template = compile_template(document, [(P, 0), (P, 1), (P, 2)])

    with pytest.raises(Fallback):
        template.fill(values)
    assert template.fill(["x", "y", "z"]) == canonicalize(
        credential(**{P: ["x", "y", "z", "fixed"]})
    )


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ([("type",)], "slot_is_structure"),
        ([("@context", 0)], "slot_is_structure"),
        ([("name",), ("name",)], "place_twice"),
        ([("nothing",)], "no_such_place"),
        ([("name", 0, "x")], "no_such_place"),
        ([("issuer", 7)], "no_such_place"),
        ([(P,)], "slot_is_no_text"),
        ([()], "slot_is_no_text"),
    ],
)
def test_places_that_are_no_slots_are_refused(slots: list[Place], reason: str) -> None:
    document = credential(name="x", issuer="urn:x", **{P: 5})

    with pytest.raises(NotCompilable) as refusal:
        compile_template(document, slots)

    assert refusal.value.reason == reason


def test_an_example_that_is_not_lossless_is_the_documents_fault() -> None:
    with pytest.raises(DataLoss):
        compile_template(credential(name="x", secret=5), [("name",)])


def test_an_example_that_falls_back_itself_is_refused() -> None:
    document = credential(id="urn:a", issuer="urn:a")

    with pytest.raises(NotCompilable, match="example_identifier_of_the_shape"):
        compile_template(document, [("id",)])


def test_another_number_of_values_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="1 slots"):
        compile_template(credential(name="x"), [("name",)]).fill(["x", "y"])


@pytest.mark.usefixtures("engine_restored")
@pytest.mark.parametrize("engine", [Engine.MEMOISED, Engine.PLAIN])
def test_the_switch_turns_templates_off(engine: Engine) -> None:
    use_engine(engine)

    with pytest.raises(NotCompilable, match="switched_off"):
        compile_template(credential(name="x"), [("name",)])


def test_sha_384_has_templates_too() -> None:
    template = compile_template(badge(), SLOTS, hash_name="sha384")
    values = [at(badge(), place) for place in SLOTS]

    assert template.fill(values) == canonical_in_full(badge(), hash_name="sha384")

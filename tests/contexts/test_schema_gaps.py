"""A schema that never asks what a text says gives all such documents one answer."""

from typing import Any

import pytest

from contexts.schema_gaps import is_valid_whatever
from contexts.schemas import schema_errors
from tests.contexts.reference_data import OB_SCHEMA, badge

URL = "urn:test:schema"
GAP = "urn:gap:0"


def blind(schema: dict[str, Any], value: object = GAP) -> bool:
    """Ask about one member, whose schema is given."""
    whole = {"properties": {"x": schema}}
    return is_valid_whatever({"x": value}, URL, "urn:gap:", {URL: whole})


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "string"},
        {"type": ["object", "string"]},
        {"format": "email"},
        {"anyOf": [{"type": "number"}, {"type": "string"}]},
        {"if": {"type": "object"}, "then": False, "else": {"type": "string"}},
        {"properties": {"y": {"const": "z"}}},
        {"comment": "of no meaning"},
    ],
    ids=repr,
)
def test_what_asks_for_the_kind_alone_is_valid_whatever_it_says(schema: dict[str, Any]) -> None:
    assert blind(schema)


@pytest.mark.parametrize(
    "schema",
    [
        {"const": GAP},
        {"enum": [GAP, "other"]},
        {"pattern": "^urn:"},
        {"minLength": 1},
        {"maxLength": 100},
        {"if": {"const": "revoked"}, "then": False},
        {"if": {"pattern": "^[A-Z]"}, "then": False},
        {"anyOf": [{"enum": ["a"]}, {"type": "string"}]},
    ],
    ids=repr,
)
def test_where_the_text_is_looked_at_nothing_is_said(schema: dict[str, Any]) -> None:
    assert not blind(schema)


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"const": ["a", GAP]}, ["a", GAP]),
        ({"enum": [{"y": GAP}]}, {"y": GAP}),
        ({"uniqueItems": True}, ["a", GAP]),
        ({"contains": {"const": "a"}}, [GAP, "a"]),
        ({"items": {"enum": ["a", GAP]}}, ["a", GAP]),
        ({"prefixItems": [{"pattern": "."}]}, [GAP]),
        ({"additionalProperties": {"minLength": 1}}, {"y": GAP}),
        ({"allOf": [{"$ref": "#/properties/x/$defs/n"}], "$defs": {"n": {"pattern": "."}}}, GAP),
    ],
    ids=repr,
)
def test_nor_where_it_is_looked_at_inside_something(schema: dict[str, Any], value: object) -> None:
    assert not blind(schema, value)


@pytest.mark.parametrize(
    "schema",
    [
        {"not": {"type": "number"}},
        {"oneOf": [True]},
        {"patternProperties": {"a": True}},
        {"unevaluatedProperties": False},
        {"dependentSchemas": {"a": True}},
        {"minimum": 0},
        {"$dynamicRef": "#x"},
    ],
    ids=repr,
)
def test_nothing_is_said_by_keywords_that_no_bundled_schema_has(schema: dict[str, Any]) -> None:
    assert not blind(schema)


def test_an_invalid_document_is_not_valid_whatever_it_says() -> None:
    assert not blind({"type": "number"})


def test_an_edition_named_inside_is_refused_for_it_would_lead_away() -> None:
    with pytest.raises(ValueError, match="edition"):
        blind({"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": "."})


def test_of_a_badge_a_name_does_not_matter_and_a_kind_of_achievement_does() -> None:
    document = badge(name=GAP)
    assert schema_errors(document, OB_SCHEMA) == ()
    assert is_valid_whatever(document, OB_SCHEMA, GAP)

    document["credentialSubject"]["achievement"]["achievementType"] = "ext:" + GAP
    assert schema_errors(document, OB_SCHEMA) == ()
    assert not is_valid_whatever(document, OB_SCHEMA, GAP)

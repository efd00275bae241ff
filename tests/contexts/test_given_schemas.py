"""Schemas that were handed over: applied as their edition says, and only within bounds."""

from typing import Any

import pytest

from contexts import (
    JsonValue,
    NotASchema,
    SchemaNotApplied,
    SchemaTooComplex,
    SchemaWork,
    UnknownDialect,
    given_schema_errors,
)
from contexts.schema_patterns import matches, states
from contexts.schema_work import STEPS

DRAFTS = {
    "2020-12": "https://json-schema.org/draft/2020-12/schema",
    "2019-09": "https://json-schema.org/draft/2019-09/schema",
    "draft-07": "http://json-schema.org/draft-07/schema#",
}
OB = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def errors(document: JsonValue, draft: str = "2020-12", /, **schema: Any) -> list[str]:  # noqa: ANN401
    found = given_schema_errors(document, {"$schema": DRAFTS[draft], **schema}, work=SchemaWork())
    return [f"{error.path} {error.message}" for error in found]


@pytest.mark.parametrize("draft", DRAFTS)
def test_each_edition_is_applied(draft: str) -> None:
    schema = {"properties": {"grade": {"type": "integer", "maximum": 10}}, "required": ["name"]}
    assert errors({"name": "x", "grade": 9}, draft, **schema) == []
    assert errors({"grade": 11}, draft, **schema) == [
        " has to have name",
        "/grade is not as the schema wants it",
    ]


def test_editions_differ_where_they_should() -> None:
    tuple_of_two = {"items": [{"type": "string"}, {"type": "integer"}]}
    for draft in ("2019-09", "draft-07"):
        assert errors(["x", "y"], draft, **tuple_of_two) == ["/1 has to be integer"]
    assert errors(["x", "y"], prefixItems=tuple_of_two["items"]) == ["/1 has to be integer"]
    beside: dict[str, Any] = {
        "definitions": {"any": {}},
        "$ref": "#/definitions/any",
        "required": ["name"],
    }
    assert errors({}, "draft-07", **beside) == []  # draft-07 passes over what stands beside $ref
    assert errors({}, "2019-09", **beside) == [" has to have name"]


def test_references_inside_the_schema_are_followed() -> None:
    schema: dict[str, Any] = {
        "$id": "https://a.example/s",
        "properties": {
            "a": {"$ref": "#/$defs/text"},
            "b": {"$ref": "#short"},
            "c": {"$ref": "https://a.example/s#/$defs/text"},
            "d": {"$ref": OB},
        },
        "$defs": {"text": {"type": "string"}, "s": {"$anchor": "short", "maxLength": 1}},
    }
    assert errors({"a": 1, "b": "xx", "c": 1, "d": {}}, **schema)[:3] == [
        "/a has to be string",
        "/b is not as the schema wants it",
        "/c has to be string",
    ]


def test_a_list_below_itself_is_no_endless_work() -> None:
    tree = {"properties": {"parts": {"items": {"$ref": "#"}}, "name": {"type": "string"}}}
    document: JsonValue = {"name": 1}
    for _ in range(10):
        document = {"name": "x", "parts": [document]}
    assert errors(document, **tree) == ["/parts/0" * 10 + "/name has to be string"]


def test_names_by_pattern_count_for_what_is_left_over() -> None:
    schema: dict[str, Any] = {"patternProperties": {"^x-": {"type": "integer"}}}
    assert errors({"x-a": "1"}, **schema) == ["/x-a has to be integer"]
    closed = {**schema, "additionalProperties": False}
    assert errors({"x-a": 1, "y": 1}, **closed) == [" has members it may not have"]
    unevaluated = {**schema, "unevaluatedProperties": False}
    assert errors({"x-a": 1}, **unevaluated) == []
    assert errors({"x-a": 1, "y.+(\n": 1}, **unevaluated) != []


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"^\d{4}$", "2026", True),
        (r"^\d{4}$", "٢٠٢٦", False),
        (r"^[\d.]+$", "1.5", True),
        (r"^\w+$", "šola", False),
        (r"a\/b", "xa/by", True),
        (r"^[a[]$", "[", True),
        (r"^[a&&b]+$", "a&b", True),
        (r"^\u0041$", "A", True),
        (r"^a$", "a\n", False),
        (r"", "x", True),
    ],
)
def test_patterns_are_read_as_ecma_262_has_them(pattern: str, text: str, found: bool) -> None:  # noqa: FBT001
    assert matches(pattern, text) is found


@pytest.mark.parametrize("pattern", ["(", "(?=a)", r"(a)\1", "a" * 1001, "((a{99}){99}){99}"])
def test_patterns_that_are_not_read(pattern: str) -> None:
    with pytest.raises(SchemaTooComplex):
        matches(pattern, "a")


def test_repetitions_weigh_what_they_become() -> None:
    assert states("abc") == 3
    assert states("a{3}") == 3
    assert states("(ab){2,5}") == 15
    assert states("(a{99}){99}") > 9_000
    assert states("[0-9a-f]{8}-[0-9a-f]{4}") < 200


@pytest.mark.parametrize(
    ("schema", "error"),
    [
        ({}, UnknownDialect),
        ({"$schema": "https://json-schema.org/draft/next/schema"}, UnknownDialect),
        ({"$schema": DRAFTS["2020-12"], "type": "text"}, NotASchema),
        ({"$schema": DRAFTS["2020-12"], "$ref": "#/properties"}, NotASchema),
        ({"$schema": DRAFTS["2020-12"], "$ref": "#nothing"}, NotASchema),
        ({"$schema": DRAFTS["2020-12"], "$ref": "#/$defs/a/x"}, NotASchema),
        ({"$schema": DRAFTS["2020-12"], "allOf": [{"$id": "a"}, {"$ref": "#"}]}, SchemaTooComplex),
        ({"$schema": DRAFTS["2020-12"], "allOf": [{"$schema": DRAFTS["2019-09"]}]},
         SchemaTooComplex),
    ],
)  # fmt: skip
def test_what_cannot_be_applied(schema: dict[str, Any], error: type[SchemaNotApplied]) -> None:
    with pytest.raises(error):
        given_schema_errors({}, schema, work=SchemaWork())


def test_work_is_shared_and_ends() -> None:
    work = SchemaWork()
    schema: dict[str, Any] = {"$schema": DRAFTS["2020-12"], "items": {"type": "integer"}}
    assert given_schema_errors([1] * 200, schema, work=work) == ()
    assert 0 < STEPS - work.left < 1_000
    work.left = 200
    with pytest.raises(SchemaTooComplex):
        given_schema_errors([1] * 200, schema, work=work)


def test_messages_that_quote_a_large_document_are_paid_for() -> None:
    work = SchemaWork()
    schema: dict[str, Any] = {"$schema": DRAFTS["2020-12"], "anyOf": [{"type": "string"}] * 200}
    with pytest.raises(SchemaTooComplex):
        given_schema_errors({"image": "x" * 1_000_000}, schema, work=work)


def test_the_schema_handed_over_is_left_as_it_is() -> None:
    schema: dict[str, Any] = {"$schema": DRAFTS["2020-12"], "patternProperties": {"a": True}}
    given_schema_errors({"a": 1}, schema, work=SchemaWork())
    assert schema == {"$schema": DRAFTS["2020-12"], "patternProperties": {"a": True}}

"""Is a document valid whatever texts stand in its gaps? Asked once, for all of an outline.

Applying a schema is a row of questions, each put because of the answers before it. Most look at
kinds, names and numbers of members; only a few keywords look at what a text says. Where none of
these was put to a marker, or to anything that holds one, every question would be put and answered
alike with any other text in the marker's place, and so is the last one: is it valid?
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012, Schema

from contexts.json_types import JsonObject, JsonValue
from contexts.manifest import bundled_schemas

_LOOK_AT_FORM = frozenset(
    {"$ref", "allOf", "anyOf", "if", "items", "prefixItems", "contains", "minItems", "type"}
    | {"properties", "additionalProperties", "propertyNames", "required"}
    | {"format"}  # never asserted, see contexts.schemas
)
"""Keywords that never look at what a text says, or leave it to the schemas in them."""
_LOOK_AT_TEXTS = frozenset({"const", "enum", "pattern", "minLength", "maxLength", "uniqueItems"})
_EDITION = "$schema"

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]


class _Asked(Exception):
    """A question was put whose answer may depend on a text, or that is not understood here."""


def is_valid_whatever(
    document: JsonValue,
    schema_url: str,
    marker: str,
    schemas: Mapping[str, JsonObject] | None = None,
) -> bool:
    """Tell whether a document is valid with any texts in place of those that hold the marker.

    `schema_url` is that of a bundled schema, or of one of those given. False says nothing.
    """
    registry = _registry(schemas) if schemas else _bundled()
    schema = registry.contents(schema_url)
    try:
        return _validator(marker)(schema, registry=registry).is_valid(document)
    except (_Asked, RecursionError):
        return False


def _validator(marker: str) -> type[Validator]:
    """Give the general validator, which stops where a text in a gap would matter."""

    def to_texts(keyword: Keyword) -> Keyword:
        def asked(
            validator: Validator, value: JsonValue, instance: JsonValue, schema: JsonValue
        ) -> Iterator[ValidationError] | None:
            if marker in orjson.dumps(instance).decode():
                raise _Asked
            return keyword(validator, value, instance, schema)

        return asked

    understood = {
        name: keyword if name in _LOOK_AT_FORM else to_texts(keyword)
        for name, keyword in Draft202012Validator.VALIDATORS.items()
        if name in _LOOK_AT_FORM | _LOOK_AT_TEXTS
    }
    others = dict.fromkeys(Draft202012Validator.VALIDATORS.keys() - understood.keys(), _refuse)
    found: type[Validator] = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, validators={**understood, **others}
    )
    return found


def _refuse(*_: object) -> None:
    raise _Asked


@cache
def _bundled() -> Registry[Schema]:
    return _registry(bundled_schemas())


def _registry(schemas: Mapping[str, JsonObject]) -> Registry[Schema]:
    """Give schemas without the names of their edition.

    Where a schema names it, the library goes on with its own validator in place of this one.
    """
    return Registry().with_resources(
        (url, DRAFT202012.create_resource(_without_edition(schema)))
        for url, schema in schemas.items()
    )


def _without_edition(schema: JsonObject) -> Schema:
    rest = {name: value for name, value in schema.items() if name != _EDITION}
    if _EDITION in orjson.dumps(rest).decode():
        raise ValueError("a schema names its edition inside")
    return rest

"""JSON Schema over a registry that cannot retrieve: what is not bundled is not checked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.jsonschema import Schema

from contexts.compiled_schemas import surely_valid
from contexts.errors import UnknownSchema
from contexts.json_types import JsonValue
from contexts.manifest import bundled_schemas


@dataclass(frozen=True, slots=True)
class SchemaError:
    """One place where a document breaks a schema. Never quotes the document's values."""

    path: str
    """JSON Pointer (RFC 6901) of the place; empty for the whole document."""
    message: str
    is_absence: bool = False
    """Something is not there; as opposed to something being wrong."""


@lru_cache(maxsize=1)
def schema_urls() -> frozenset[str]:
    """Return the URLs of the schemas a credential may name."""
    return frozenset(url for url in bundled_schemas() if url.startswith("https://"))


def schema_errors(document: JsonValue, schema_url: str) -> tuple[SchemaError, ...]:
    """Return every violation, in document order; empty when the document is valid.

    Formats are not checked (nor does 1EdTech's schema say they must): dates are the verifier's.
    Raises `UnknownSchema`.
    """
    if schema_url not in schema_urls():
        raise UnknownSchema(schema_url)
    if surely_valid(document, schema_url):
        return ()
    try:
        found = list(general_validator(schema_url).iter_errors(document))
    except RecursionError:
        return (SchemaError(path="", message="is nested too deep"),)
    return described(found)


def described(found: Iterable[ValidationError]) -> tuple[SchemaError, ...]:
    """Say each violation by its place and a few words of our own, in document order."""
    errors = {_described(best_match([error]) or error) for error in found}
    return tuple(sorted(errors, key=lambda error: (error.path, error.message)))


@lru_cache(maxsize=8)
def general_validator(schema_url: str) -> Draft202012Validator:
    """Give the validator whose word counts where the compiled one does not say "valid"."""
    return Draft202012Validator(
        bundled_registry().contents(schema_url), registry=bundled_registry()
    )


@lru_cache(maxsize=1)
def bundled_registry() -> Registry[Schema]:
    """Give the bundled schemas. With no `retrieve`, an unknown reference is an error."""
    resources = ((url, Resource.from_contents(schema)) for url, schema in bundled_schemas().items())
    return Registry().with_resources(resources).crawl()


def _described(error: ValidationError) -> SchemaError:
    rule = str(error.validator)
    describe = _MESSAGES.get(rule, _not_as_expected)
    return SchemaError(_pointer(error), describe(error), is_absence=rule in _ABSENCES)


def _pointer(error: ValidationError) -> str:
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in error.absolute_path)
    return "".join(f"/{step}" for step in steps)


def _missing(error: ValidationError) -> str:
    present = error.instance if isinstance(error.instance, dict) else {}
    required = cast("list[str]", error.validator_value)
    return "has to have " + ", ".join(name for name in required if name not in present)


def _wrong_type(error: ValidationError) -> str:
    wanted = cast("str | list[str]", error.validator_value)
    return "has to be " + (wanted if isinstance(wanted, str) else " or ".join(wanted))


def _not_allowed(_error: ValidationError) -> str:
    return "has members it may not have"


def _not_in_vocabulary(_error: ValidationError) -> str:
    return "is not one of the allowed values"


def _lacks_item(_error: ValidationError) -> str:
    return "lacks an item it has to have"


def _too_short(_error: ValidationError) -> str:
    return "has too few items"


def _wrong_form(_error: ValidationError) -> str:
    return "does not have the required form"


def _not_as_expected(_error: ValidationError) -> str:
    return "is not as the schema wants it"


_ABSENCES = frozenset({"required", "contains", "minItems"})
_MESSAGES: dict[str, Callable[[ValidationError], str]] = {
    "required": _missing,
    "type": _wrong_type,
    "additionalProperties": _not_allowed,
    "enum": _not_in_vocabulary,
    "const": _not_in_vocabulary,
    "anyOf": _not_in_vocabulary,
    "contains": _lacks_item,
    "minItems": _too_short,
    "pattern": _wrong_form,
}

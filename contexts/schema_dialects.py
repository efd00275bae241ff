"""The editions of JSON Schema that a stranger's schema may be written in, by its `$schema`.

W3C VC JSON Schema, section 3: 2020-12 has to be read, 2019-09 and draft-07 may be.
"""

from dataclasses import dataclass

from jsonschema import Draft7Validator, Draft201909Validator, Draft202012Validator
from referencing import Specification
from referencing.jsonschema import DRAFT7, DRAFT201909, DRAFT202012, Schema

from contexts.errors import UnknownDialect
from contexts.json_types import JsonObject

_Validators = type[Draft202012Validator | Draft201909Validator | Draft7Validator]
DRAFT_2019_09 = "https://json-schema.org/draft/2019-09/schema"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One edition: how its schemas are applied, and where they hold others."""

    url: str
    validator: _Validators
    specification: Specification[Schema]


_DIALECTS = {
    dialect.url: dialect
    for dialect in (
        Dialect("https://json-schema.org/draft/2020-12/schema", Draft202012Validator, DRAFT202012),
        Dialect(DRAFT_2019_09, Draft201909Validator, DRAFT201909),
        Dialect("http://json-schema.org/draft-07/schema", Draft7Validator, DRAFT7),
    )
}


def dialect_of(schema: JsonObject, default: str | None) -> Dialect:
    """Give the edition a schema is written in; raise UnknownDialect.

    A schema without `$schema` is not to be processed, where no `default` says what it means.
    """
    named = schema.get("$schema", default)
    if named is None:
        raise UnknownDialect("it does not say in which edition of JSON Schema it is written")
    dialect = _DIALECTS.get(named.removesuffix("#")) if isinstance(named, str) else None
    if dialect is None:
        raise UnknownDialect("it is written in an edition of JSON Schema that is not read here")
    return dialect

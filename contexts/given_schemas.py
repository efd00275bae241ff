"""Apply a JSON Schema that somebody handed over: bounded, offline, and never more than asked.

What it says of a document is its author's word, which is no better than theirs. So a schema that
cannot be applied in full says nothing at all: neither yes nor no.
"""

from itertools import islice

from jsonschema import FormatChecker
from jsonschema.exceptions import SchemaError as MalformedSchema
from referencing.exceptions import Unresolvable

from contexts.errors import NotASchema, SchemaTooComplex
from contexts.json_types import JsonObject, JsonValue
from contexts.schema_dialects import Dialect, dialect_of
from contexts.schema_shape import prepared
from contexts.schema_work import SchemaWork, counting
from contexts.schemas import SchemaError, bundled_registry, described

_MOST_ERRORS = 20
_STEPS_A_VALUE = 8
"""What looking at one value of the schema costs, before it is applied."""
_FORMATS = ("email", "date", "ipv4", "ipv6", "uuid")
"""Those whose breach nobody disputes; the published example refuses what is no e-mail address."""


def given_schema_errors(
    document: JsonValue, schema: JsonObject, *, work: SchemaWork, default: str | None = None
) -> tuple[SchemaError, ...]:
    """Return how a document breaks a schema that was handed over, at most 20 ways.

    `default` is the edition of a schema that names none. Raises `SchemaNotApplied` where the schema
    is none, builds on others, or costs more than is left of `work`, which all schemas of one
    verification share.
    """
    dialect = dialect_of(schema, default)
    work.charge(_STEPS_A_VALUE * _values(schema))
    _check_form(schema, dialect)
    validator = counting(dialect, work)(
        prepared(schema, dialect, document),
        registry=bundled_registry(),
        format_checker=FormatChecker(formats=_FORMATS),
    )
    try:
        found = list(islice(validator.iter_errors(document), _MOST_ERRORS))
    except RecursionError as error:
        raise SchemaTooComplex("it refers to itself without end") from error
    except Unresolvable as error:  # pragma: no cover  # `prepared` has followed every reference
        raise NotASchema("it refers to a part it does not have") from error
    return described(found)


def _check_form(schema: JsonObject, dialect: Dialect) -> None:
    try:
        # Without formats: one of them compiles every pattern by the backtracking engine.
        dialect.validator.check_schema(schema, format_checker=FormatChecker(formats=()))
    except MalformedSchema as error:
        raise NotASchema("it is malformed") from error
    except RecursionError as error:
        raise SchemaTooComplex("it is nested too deep") from error


def _values(schema: JsonObject) -> int:
    count, waiting = 0, [schema]
    while waiting:
        item = waiting.pop()
        count += 1
        if isinstance(item, dict):
            count += len(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return count

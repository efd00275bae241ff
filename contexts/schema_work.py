"""How much work a stranger's schema may cost: counted as it is applied, never measured by a clock.

A schema is a program. `allOf` with two references to the next of thirty parts runs a thousand
million steps, and a message that quotes the document is as long as the document.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from contexts.errors import SchemaTooComplex
from contexts.json_types import JsonValue
from contexts.schema_dialects import Dialect
from contexts.schema_patterns import matches, states

STEPS = 60_000
"""What all schemas of one verification may cost; an honest one takes some hundred to thousand."""
_OTHER_SCHEMA = 1_000
"""What following a reference to a bundled schema costs: about what applying it does."""
_LETTERS_A_STEP = 200
"""So many letters are copied or compared in the time of a step."""

Keyword = Callable[[Any, Any, Any, Any], Iterator[ValidationError] | None]


@dataclass(slots=True)
class SchemaWork:
    """The steps that are left, and the sizes of values already weighed, by identity."""

    left: int = STEPS
    weights: dict[int, int] = field(default_factory=dict)

    def charge(self, steps: int) -> None:
        """Take steps away; raise SchemaTooComplex when there are none left."""
        self.left -= steps
        if self.left < 0:
            raise SchemaTooComplex("applying it takes more work than is done here")

    def weight(self, value: JsonValue) -> int:
        """Give about how many letters a value has as text."""
        if isinstance(value, str):
            return len(value)
        if not isinstance(value, dict | list):
            return 4
        known = self.weights.get(id(value))
        if known is None:
            members = value.values() if isinstance(value, dict) else value
            known = 2 + sum(self.weight(member) + 2 for member in members)
            if isinstance(value, dict):
                known += sum(map(len, value))
            self.weights[id(value)] = known
        return known


def counting(dialect: Dialect, work: SchemaWork) -> type[Validator]:
    """Give the edition's validator, every keyword of which is charged for."""
    keywords: Mapping[str, Keyword] = dialect.validator.VALIDATORS
    counted = {name: _counted(name, keyword, work) for name, keyword in keywords.items()}
    found: type[Validator] = extend(  # type: ignore[no-untyped-call]
        dialect.validator, validators=counted
    )
    return found


def _counted(name: str, keyword: Keyword, work: SchemaWork) -> Keyword:
    if name == "pattern":
        keyword = _pattern

    def counted(
        validator: Validator,
        value: JsonValue,
        instance: JsonValue,
        schema: JsonValue,
    ) -> Iterator[ValidationError]:
        work.charge(_steps(name, value, instance, work))
        for error in keyword(validator, value, instance, schema) or ():
            # Its message quotes both.
            work.charge((work.weight(instance) + work.weight(value)) // _LETTERS_A_STEP)
            yield error

    return counted


def _steps(name: str, value: JsonValue, instance: JsonValue, work: SchemaWork) -> int:
    """Say what one use of a keyword costs before the schemas inside it are counted."""
    steps = 1 + (len(value) if isinstance(value, dict | list) else 0)
    if name in {"enum", "const"}:
        steps += (work.weight(value) + work.weight(instance)) // _LETTERS_A_STEP
    elif name == "uniqueItems" and isinstance(instance, list):
        # Each item may be compared with each.
        steps += len(instance) * (25 * len(instance) + work.weight(instance)) // _LETTERS_A_STEP
    elif name == "pattern" and isinstance(instance, str):
        steps += states(value) * (1 + len(instance)) // _LETTERS_A_STEP
    elif name in {"unevaluatedProperties", "unevaluatedItems", "patternProperties"}:
        steps += 10 + (len(instance) if isinstance(instance, dict | list) else 0)
    elif name == "$ref" and not str(value).startswith("#"):
        steps += _OTHER_SCHEMA
    return steps


def _pattern(
    _validator: Validator, value: JsonValue, instance: JsonValue, _schema: JsonValue
) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not matches(value, instance):
        yield ValidationError("does not match")

"""Regular expressions of a stranger's schema, matched in time linear in the text.

Python's `re` backtracks, so that `(a+)+$` takes for ever on forty letters. The engine behind
pydantic does not; what it cannot match in this way (look-around, back references) it refuses.
JSON Schema means the expressions of ECMA-262, hence the translation of what the two spell apart.
"""

from functools import lru_cache

from pydantic_core import SchemaError as UnreadablePattern
from pydantic_core import SchemaValidator, ValidationError, core_schema

from contexts.errors import SchemaTooComplex

_MOST_LETTERS = 1_000
_MOST_STATES = 10_000
"""Weight of a compiled expression: honest ones, as for a UUID or a date, stay below a hundred."""
_PROPERTY_STATES = 200
_ASCII_CLASSES = {"d": "[0-9]", "D": "[^0-9]", "w": "[0-9A-Za-z_]", "W": "[^0-9A-Za-z_]"}


@lru_cache(maxsize=8)  # strangers' patterns can be large: keep few
def compiled(pattern: str) -> SchemaValidator:
    """Prepare an expression; raise SchemaTooComplex for one that is not matched here."""
    if len(pattern) > _MOST_LETTERS or states(pattern) > _MOST_STATES:
        raise SchemaTooComplex("it has a regular expression that is too costly")
    try:
        return SchemaValidator(core_schema.str_schema(pattern=_translated(pattern)))
    except UnreadablePattern as error:
        raise SchemaTooComplex("it has a regular expression that is not read here") from error


def matches(pattern: str, text: str) -> bool:
    """Tell whether an expression is found anywhere in a text; raise SchemaTooComplex."""
    try:
        compiled(pattern).validate_python(text)
    except ValidationError:
        return False
    return True


def states(pattern: str) -> int:
    """Estimate how large an expression becomes once its counted repetitions are written out."""
    totals, last, position = [0], 0, 0
    while position < len(pattern):
        character = pattern[position]
        position += 1
        if character == "\\":
            last = _PROPERTY_STATES if pattern[position : position + 1] in {"p", "P"} else 1
            position += 1
        elif character == "(":
            totals.append(0)
            continue
        elif character == ")" and len(totals) > 1:
            last = totals.pop() + 1
        elif character == "{":
            numbers, brace, _ = pattern[position:].partition("}")
            times = [int(part) for part in numbers.split(",") if part.isdecimal()]
            if brace and times:
                totals[-1] -= last
                last *= min(max(*times, 1, 1), _MOST_STATES)
                position += len(numbers) + 1
        else:
            last = 1
        totals[-1] += last
        if max(totals) > _MOST_STATES:
            break
    return sum(totals)


def _translated(pattern: str) -> str:
    """Write an expression of ECMA-262 as the engine reads it: ASCII classes, brackets as letters.

    There `[` inside a class is a letter and `&&`, `--`, `~~` are two; here they are operators.
    """
    result: list[str] = []
    in_class = escaped = False
    for character in pattern:
        if escaped:
            result.append(_ASCII_CLASSES.get(character, "\\" + character))
            escaped = False
        elif character == "\\":
            escaped = True
        elif in_class and (character == "[" or (character in "&-~" and result[-1] == character)):
            result.append("\\" + character)
        else:
            in_class = character == "[" or (in_class and character != "]")
            result.append(character)
    return "".join(result) + ("\\" if escaped else "")

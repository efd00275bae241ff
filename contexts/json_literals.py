"""JSON inside a statement: allowed in one place only, where a credential is about a JSON Schema.

RDF 1.1 has JSON as a literal whose text JSON-LD 1.1 writes canonically (API, section 8.6). PyLD
writes numbers in a way of its own, so the text is written here, by RFC 8785.
"""

from typing import Any

from contexts.errors import DataLoss
from contexts.jcs import canonical_json
from contexts.json_types import JsonValue

JSON_SCHEMA = "https://www.w3.org/2018/credentials#jsonSchema"
"""The property of W3C VC JSON Schema, section 2.2; credentials/v2 says that its value is JSON."""
_RDF_JSON = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"


def write_json_schemas(expanded: list[dict[str, Any]]) -> None:
    """Write the schemas in an expanded document as canonical text, in place.

    Raises `DataLoss` for what others would write otherwise, `NotInteroperableJson`.
    """
    waiting: list[dict[str, Any]] = list(expanded)
    while waiting:
        node = waiting.pop()
        for name, members in node.items():
            if not isinstance(members, list):
                continue
            inner = [member for member in members if isinstance(member, dict)]
            if name == JSON_SCHEMA:
                node[name] = [_written(member) for member in inner]
            else:
                waiting.extend(member for member in inner if "@value" not in member)


def _written(value: dict[str, Any]) -> dict[str, Any]:
    if value.get("@type") != "@json" or set(value) != {"@type", "@value"}:
        return value
    _require_alike(value["@value"])
    return {"@value": canonical_json(value["@value"]), "@type": _RDF_JSON}


def _require_alike(schema: JsonValue) -> None:
    """Refuse names of members that processors lose, or put in another order."""
    waiting: list[JsonValue] = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            if "__proto__" in value:
                raise DataLoss("jsonSchema", "JavaScript loses a member of the name __proto__.")
            # RFC 8785, 3.2.3 wants the first order; some processors write the second.
            if sorted(value, key=lambda name: name.encode("utf-16-be")) != sorted(value):
                raise DataLoss("jsonSchema", "processors disagree on the order of its members.")
            waiting.extend(value.values())

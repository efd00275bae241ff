"""The bundled schemas compiled: they say "valid" of a document five hundred times as fast.

Only that one word counts. Whatever else comes out, `contexts.schemas` asks the general validator,
whose answer is the one that stands and which says what is wrong.
"""

from functools import lru_cache

import jsonschema_rs
import orjson

from contexts.engine import Engine, engine_in_use
from contexts.json_types import JsonValue
from contexts.manifest import bundled_schemas


def surely_valid(document: JsonValue, schema_url: str) -> bool:
    """Tell whether a document is valid beyond doubt; False says nothing. Formats are not asserted.

    `schema_url` is that of a bundled schema.
    """
    if engine_in_use() is Engine.PLAIN:
        return False
    try:
        # The compiled schema recurses on the machine's stack, where too deep a document would end
        # the process. This writer stops at 254 levels, and also at lone surrogates, at integers
        # beyond 64 bits and at what is not JSON.
        orjson.dumps(document)
    except orjson.JSONEncodeError:
        return False
    return _validator(schema_url).is_valid(document)


@lru_cache(maxsize=8)
def _validator(schema_url: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        bundled_schemas()[schema_url],
        registry=_registry(),
        validate_formats=False,
        pattern_options=jsonschema_rs.RegexOptions(),  # linear in the text
        offline=True,
    )


@lru_cache(maxsize=1)
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry(bundled_schemas().items(), draft=jsonschema_rs.Draft202012)

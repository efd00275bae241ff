"""What the bundled contexts say about member names, as far as compiled shapes must know it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from contexts.catalogue import context_document
from contexts.manifest import bundled_contexts

_KEYWORDS = frozenset(
    {"@context", "@type", "@language", "@direction", "@graph", "@included", "@index", "@json"}
    | {"@list", "@nest", "@reverse", "@set", "@none", "@base", "@vocab", "@import", "@version"}
)
"""All keywords under which a text is more than a value; under @id and @value it is one."""
_VALUES = frozenset({"@id", "@value"})
_READ_AS_TERMS = frozenset({"@vocab", "@json"})


@lru_cache(maxsize=1)
def structural_names() -> frozenset[str]:
    """Return the member names under which a text belongs to the structure, like a type.

    They are keywords and their aliases but `id`, and terms whose text is read as another term or
    as JSON. A name that has this meaning in any bundled context counts everywhere.
    """
    found = {name for name, definition in _definitions() if _is_structural(definition)}
    return frozenset(found | _KEYWORDS)


@lru_cache(maxsize=1)
def defined_terms() -> frozenset[str]:
    """Return all terms of all bundled contexts: `name:foo` may be read as the term `name`."""
    return frozenset(name for name, _ in _definitions())


def _is_structural(definition: dict[str, Any]) -> bool:
    identifier = str(definition.get("@id", ""))
    keyword = identifier.startswith("@") and identifier not in _VALUES
    return keyword or definition.get("@type") in _READ_AS_TERMS


def _definitions() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every term of the bundled contexts, those of scoped contexts included."""
    waiting: list[Any] = [
        context_document(entry.url, edition=entry.edition)["@context"]
        for entry in bundled_contexts()
    ]
    while waiting:
        context = waiting.pop()
        if isinstance(context, list):
            waiting.extend(context)
        elif isinstance(context, dict):
            for name, definition in context.items():
                if name.startswith("@"):
                    continue
                full = definition if isinstance(definition, dict) else {"@id": definition}
                yield name, full
                waiting.append(full.get("@context"))

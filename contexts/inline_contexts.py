"""Contexts that a document writes itself: for a sandbox only, and only plain definitions of terms.

Whoever defines terms inline can make words mean anything; so nothing of the public admits them.
"""

from typing import Any

from contexts.errors import DataLoss, TooMuchWork

MAX_DEFINITIONS = 128
"""In one inline context, with those inside it."""
MAX_DEPTH = 4
"""Contexts inside the definitions of contexts."""

_KEYWORDS = frozenset({"@propagate", "@protected", "@version", "@vocab"})
_OF_A_TERM = frozenset({"@container", "@context", "@id", "@language", "@protected", "@type"})


def check_inline_context(context: dict[str, Any]) -> None:
    """Refuse an inline context that does more than define terms.

    Raises `DataLoss`, `TooMuchWork`.
    """
    if not context:
        raise DataLoss("@context", "an empty context defines no term.")
    waiting, definitions = [(context, 1)], 0
    while waiting:
        inner, depth = waiting.pop()
        definitions += len(inner)
        if definitions > MAX_DEFINITIONS or depth > MAX_DEPTH:
            raise TooMuchWork("its inline contexts define too many terms.")
        for name, definition in inner.items():
            _check_definition(name, definition)
            scoped = definition.get("@context") if isinstance(definition, dict) else None
            if scoped is not None:
                waiting.append((scoped, depth + 1))


def _check_definition(name: str, definition: Any) -> None:  # noqa: ANN401  # JSON is anything
    if name.startswith("@") and name not in _KEYWORDS:
        raise DataLoss(name, "an inline context may only define terms.")
    if isinstance(definition, dict):
        if not set(definition) <= _OF_A_TERM or not all(map(_is_plain, definition.items())):
            raise DataLoss(name, "its definition does more than give it a meaning.")
    elif not _is_value(definition):
        raise DataLoss(name, "a term that means nothing is dropped.")


def _is_plain(member: tuple[str, Any]) -> bool:
    name, value = member
    return isinstance(value, dict) if name == "@context" else _is_value(value)


def _is_value(value: Any) -> bool:  # noqa: ANN401  # JSON is anything
    return isinstance(value, (str, bool, float, int))

"""Tells badges of Open Badges 2.0, and of the editions before it, from other JSON."""

from contexts import JsonObject
from verifier.data_model import context_list

CONTEXT = "https://w3id.org/openbadges/v2"
_CONTEXTS = (CONTEXT, "https://openbadgespec.org/v2/context.json")
_OLDER_CONTEXTS = ("https://w3id.org/openbadges/v1", "https://openbadgespec.org/v1/context.json")
_FORMS_OF_1_0 = (
    frozenset({"uid", "recipient", "badge", "verify"}),  # 1.0, Assertion
    frozenset({"recipient", "badge", "salt"}),  # 0.5, everything in one document
)
"""Members by which a badge without context is known."""


def is_open_badge(document: JsonObject) -> bool:
    """Tell whether this is of Open Badges 2.0, or older."""
    return _has(document, _CONTEXTS) or is_older(document)


def is_older(document: JsonObject) -> bool:
    """Tell whether this is of Open Badges 0.5, 1.0 or 1.1."""
    if "@context" in document:
        return _has(document, _OLDER_CONTEXTS) and not _has(document, _CONTEXTS)
    return any(members <= set(document) for members in _FORMS_OF_1_0)


def _has(document: JsonObject, contexts: tuple[str, str]) -> bool:
    named = context_list(document)
    return contexts[0] in named or contexts[1] in named

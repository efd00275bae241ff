"""Which copy of a context a document is read with.

The Open Badges 3.0.3 context was extended in place. A document that uses a term of the later copy
is read with that copy, by us and so by the oracles.
"""

from typing import Any

from contexts import JsonObject, context_document, context_urls

PUBLISHED, NEWER = "published", "newer"
_TERMS_OF_NEWER_COPY = frozenset({"endorsementJwt", "jti"})


def edition_of(document: JsonObject) -> str:
    """Name the copy that the document is read with."""
    return NEWER if _names(document) & _TERMS_OF_NEWER_COPY else PUBLISHED


def bundled_contexts(edition: str) -> dict[str, JsonObject]:
    """Give all contexts by URL."""
    return {url: context_document(url, edition=edition) for url in sorted(context_urls())}


def _names(value: Any) -> set[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        return set().union(*map(_names, value))
    if isinstance(value, dict):
        return set(value).union(*map(_names, value.values()))
    return set()

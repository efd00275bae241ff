"""URL -> bundled JSON-LD context. Never the network; an unknown URL is an error."""

import json
from functools import lru_cache

from contexts.errors import UnknownContext
from contexts.json_types import JsonObject
from contexts.manifest import BundledContext, Digest, bundled_contexts, data_bytes


def context_urls(*, sandbox: bool = False) -> frozenset[str]:
    """Return the URLs of the bundled contexts.

    `sandbox` adds those that define every term (`credentials/examples/v2` and the like): under
    them no term is undefined, so they serve test vectors and never a real credential.
    """
    return frozenset(entry.url for entry in bundled_contexts() if sandbox or not entry.sandbox)


def context_document(url: str, *, edition: str = "published") -> JsonObject:
    """Return a fresh copy of the context, which the caller may change.

    `edition` "newer" gives the later copy where there is one, else the published document.
    Raises `UnknownContext`.
    """
    document: JsonObject = json.loads(_context_bytes(url, edition))
    return document


def known_digest(url: str) -> Digest | None:
    """Return the digests of the context as published (VCDM 2.0, appendix B), if it is bundled."""
    entry = _by_url().get((url, "published"))
    return None if entry is None else entry.published


@lru_cache(maxsize=64)
def _context_bytes(url: str, edition: str) -> bytes:
    entry = _by_url().get((url, edition)) or _by_url().get((url, "published"))
    if entry is None:
        raise UnknownContext(url)
    return data_bytes(entry.file)


@lru_cache(maxsize=1)
def _by_url() -> dict[tuple[str, str], BundledContext]:
    return {(entry.url, entry.edition): entry for entry in bundled_contexts()}

"""What may enter JSON-LD processing at all: checked on the plain JSON, before any expansion.

Everything here is lost, read differently by other processors, or too costly. One iterative walk
finds it, so neither depth nor size of a hostile document can hurt.
"""

import re
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from contexts.errors import DataLoss, NotJsonLd, TooMuchWork, UnknownContext
from contexts.inline_contexts import check_inline_context
from contexts.json_numbers import number_fault
from contexts.json_types import JsonObject, JsonValue

MAX_DEPTH = 32
"""Objects and arrays inside each other. JSON-LD processing grows with the cube of the depth."""
MAX_ITEMS = 256
"""Items of one array. Flattening compares every value of a property with all earlier ones."""
MAX_NODES = 2_000
"""Objects, arrays and leaves of the whole document; an honest badge has about 200."""

_KEYWORDS = frozenset({"@context", "@id", "@type", "@value", "@language"})
_REFUSED_KEYWORDS = {
    "@direction": "processors disagree on text direction, so it can not be signed.",
    "@graph": "a graph written by hand is not part of a credential.",
    "@included": "nodes without a relation to the credential can not be signed.",
    "@index": "an index is dropped when the document is canonicalized.",
    "@json": "JSON literals are not accepted.",
    "@list": "write a list as the array of a term that the context defines as a list.",
    "@nest": "nested properties hide what is said about what; write them directly.",
    "@reverse": "reverse properties hide what is said about what; write the forward property.",
    "@set": "write a set as a plain array.",
}
_NOT_A_KEYWORD = "it looks like a JSON-LD keyword but is none, and would be dropped."
_EMBEDDABLE = frozenset(
    {
        "VerifiableCredential",
        "VerifiablePresentation",
        "EnvelopedVerifiableCredential",
        "EnvelopedVerifiablePresentation",
        "DataIntegrityProof",
    }
)
"""Types of a nested object that is a document of its own and so may bring its own `@context`."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NONCHARACTERS = re.compile("[\ufffe\uffff]")
_AFTER_SURROGATES = re.compile("[\ue000-\uffff]")


@dataclass(slots=True)
class Survey:
    """What later steps want to know about an admitted document."""

    astral: bool = False
    """A character above U+FFFF occurs."""
    after_surrogates: bool = False
    """A character of U+E000 to U+FFFF occurs."""

    def add(self, text: str) -> None:
        """Note the characters of one more text."""
        self.astral = self.astral or bool(_ASTRAL.search(text))
        self.after_surrogates = self.after_surrogates or bool(_AFTER_SURROGATES.search(text))

    @property
    def order_depends_on_encoding(self) -> bool:
        """True when UTF-16 and code point order could differ (RDFC-1.0 wants code points)."""
        return self.astral and self.after_surrogates


@dataclass(slots=True)
class _Walk:
    contexts: Collection[str]
    sandbox: bool = False
    survey: Survey = field(default_factory=Survey)
    waiting: deque[tuple[str, JsonValue, int]] = field(default_factory=deque)
    seen: int = 0

    def enqueue(self, name: str, value: JsonValue, depth: int) -> None:
        self.seen += 1
        if self.seen > MAX_NODES:
            raise TooMuchWork(f"it has more than {MAX_NODES} objects, arrays and values.")
        self.waiting.append((name, value, depth))


def admit(document: JsonObject, contexts: Collection[str], *, sandbox: bool = False) -> Survey:
    """Refuse what JSON-LD would lose, others would read differently, or would cost too much.

    `contexts` are the context URLs that may be named. `sandbox` also admits inline contexts and
    text direction.
    Raises `DataLoss`, `NotJsonLd`, `TooMuchWork`, `UnknownContext`.
    """
    if not isinstance(document, dict):
        raise NotJsonLd("it has to be a JSON object.")
    if "@context" not in document:
        raise DataLoss("@context", "without a context no term of the document has a meaning.")
    walk = _Walk(contexts, sandbox)
    walk.enqueue("", document, 1)
    while walk.waiting:
        name, value, depth = walk.waiting.popleft()
        if isinstance(value, dict):
            _admit_object(walk, value, depth)
        elif isinstance(value, list):
            _admit_array(walk, name, value, depth)
        else:
            _admit_leaf(walk, name, value)
    return walk.survey


def _admit_object(walk: _Walk, value: dict[Any, JsonValue], depth: int) -> None:
    _check_depth(depth)
    for name, member in value.items():
        if not isinstance(name, str):
            raise NotJsonLd("member names have to be strings.")
        _admit_text(walk, name, name)
        if name == "@context":
            _check_context(walk, value, depth)
        else:
            _check_name(name, sandbox=walk.sandbox)
            walk.enqueue(name, member, depth + 1)
    if isinstance(value.get("@value"), (dict, list)) and "@json" not in _types_of(value):
        # JSON-LD 1.1 API, 5.1.2, 13.4.7.2; some processors make a node without statements of it.
        raise NotJsonLd("@value has to be a text, a number, true or false.")
    if "@language" in value and "@value" not in value:
        raise DataLoss("@language", "a language without a value is dropped.")


def _admit_array(walk: _Walk, name: str, value: list[JsonValue], depth: int) -> None:
    _check_depth(depth)
    if len(value) > MAX_ITEMS:
        raise TooMuchWork(f"an array has more than {MAX_ITEMS} items.")
    for item in value:
        if isinstance(item, list):
            raise DataLoss(name, "an array inside an array loses its grouping.")
        walk.enqueue(name, item, depth + 1)


def _admit_leaf(walk: _Walk, name: str, value: JsonValue) -> None:
    if isinstance(value, str):
        _admit_text(walk, name, value)
    elif value is None:
        raise DataLoss(name, "null is dropped; leave the member out.")
    elif isinstance(value, (int, float)):
        fault = number_fault(value)
        if fault:
            raise DataLoss(name, fault)
    else:
        raise NotJsonLd(f"a value of {name!r} is no JSON value.")


def _admit_text(walk: _Walk, name: str, text: str) -> None:
    if text.isascii():
        return
    if has_half_character(text):
        raise NotJsonLd(f"{name[:80]!a} has half a character in its text.")
    if has_noncharacter(text):
        raise DataLoss(name, "U+FFFE and U+FFFF are no characters; processors differ on them.")
    walk.survey.add(text)


def has_half_character(text: str) -> bool:
    """Tell whether the text holds a lone surrogate, which is no character."""
    return _SURROGATE.search(text) is not None


def has_noncharacter(text: str) -> bool:
    """Tell whether the text holds what XML 1.1 has no character for: some write it escaped."""
    return _NONCHARACTERS.search(text) is not None


def _check_depth(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise TooMuchWork(f"it is nested more than {MAX_DEPTH} deep.")


def _check_name(name: str, *, sandbox: bool) -> None:
    if sandbox and name == "@direction":
        return
    if name.startswith("@") and name not in _KEYWORDS:
        raise DataLoss(name, _REFUSED_KEYWORDS.get(name, _NOT_A_KEYWORD))


def _check_context(walk: _Walk, holder: dict[Any, JsonValue], depth: int) -> None:
    """Admit only bundled URLs, each once, and below the top only in embedded documents."""
    named = holder["@context"]
    urls = named if isinstance(named, list) else [named]
    if not urls:
        raise DataLoss("@context", "an empty context defines no term.")
    if depth > 1 and not _EMBEDDABLE.intersection(_types_of(holder)):
        raise DataLoss("@context", "only an embedded credential may bring its own context.")
    if len(urls) > MAX_ITEMS:
        raise TooMuchWork(f"it names more than {MAX_ITEMS} contexts.")
    for url in urls:
        _check_item(walk, url)
    named_urls = [url for url in urls if isinstance(url, str)]
    if len(set(named_urls)) != len(named_urls):
        raise TooMuchWork("a context is named more than once.")


def _check_item(walk: _Walk, item: JsonValue) -> None:
    if isinstance(item, dict) and walk.sandbox:
        check_inline_context(item)
    elif not isinstance(item, str):
        raise DataLoss("@context", "contexts are named by URL; inline ones are not accepted.")
    elif item not in walk.contexts:
        raise UnknownContext(item)


def _types_of(holder: dict[Any, JsonValue]) -> list[str]:
    types = holder.get("type", holder.get("@type"))
    return [name for name in (types if isinstance(types, list) else [types]) if type(name) is str]

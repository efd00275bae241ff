"""A credential's nodes as people read them: every value bounded, none taken on trust.

The document may be compacted or not: each property single or in an array, an object or only its
id, a text or a map of languages. Read as nodes (verifier.edc.graph), all of these are the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contexts import JsonObject, vocabulary
from issuer.model.text import Text
from verifier.edc.form import CREDENTIAL
from verifier.edc.graph import Node, Reference, Words, nodes_of

UNTOLD = "und"
"""BCP 47 for a text whose language nobody tells."""
_LONGEST = 2000
_MOST = 40
"""Of one property: a programme has at most some twenty outcomes."""
_MOST_LANGUAGES = 12
_MOST_CHARACTERS = 400_000
_MOST_STEPS = 5000
"""Both in all: a few nodes that name each other by id can be reached in any number of ways."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}", re.ASCII)
_VOCABULARIES = (
    *("eqf", "sok", "isced-f", "modes", "supervision", "assessment-types", "accreditation-types"),
    *("learning-opportunity-types", "learning-settings", "skill-types", "skill-reuse-levels"),
    *("credit-frameworks", "languages", "countries"),
)


@dataclass(slots=True)
class Nodes:
    """Find nodes and what they say, by the model's terms; what exceeds the bounds is left out."""

    by_id: dict[str, Node]
    _characters: int = field(default=_MOST_CHARACTERS, init=False)
    _steps: int = field(default=_MOST_STEPS, init=False)

    @classmethod
    def of(cls, document: JsonObject) -> "Nodes":
        """Read a document."""
        return cls(nodes_of(document))

    @property
    def credential(self) -> Node | None:
        """Give the credential among the nodes."""
        return next((one for one in self.by_id.values() if CREDENTIAL in one.types), None)

    def at(self, node: Node | None, *terms: str) -> list[Node]:
        """Follow properties, one after the other; gives the nodes at their end."""
        found = [node] if node is not None else []
        for term in terms:
            found = [reached for one in found for reached in self._reached(one, term)][:_MOST]
        return found

    def first(self, node: Node | None, *terms: str) -> Node | None:
        """Follow properties to the first node."""
        return next(iter(self.at(node, *terms)), None)

    def text(self, node: Node | None, term: str) -> Text | None:
        """Give a text in its languages; the first of each counts."""
        told: dict[str, str] = {}
        for value in node.values.get(term, ())[:_MOST] if node is not None else ():
            language, words = _words(value)
            if words and language not in told and len(told) < _MOST_LANGUAGES:
                told[language] = self._bounded(words)
        return {language: words for language, words in told.items() if words} or None

    def plain(self, node: Node | None, term: str) -> str | None:
        """Give a value that is no text of a language: a date, a number, an address."""
        for value in node.values.get(term, ())[:_MOST] if node is not None else ():
            if isinstance(value, bool):
                return str(value).lower()
            if isinstance(value, str | int | float) and value != "":
                return self._bounded(str(value)) or None
        return None

    def name(self, node: Node | None) -> str | None:
        """Give a node's id; None for one without."""
        if node is None or node.id.startswith("_:"):
            return None
        return self._bounded(node.id) or None

    def label(self, concept: Node | None) -> Text | None:
        """Name a concept: by the official vocabulary that has its id, else by its own word."""
        if concept is None:
            return None
        for name in _VOCABULARIES:
            known = vocabulary(name).get(concept.id)
            if known is not None:
                return {code: known.labels[code] for code in ("sl", "en")}
        return self.text(concept, "prefLabel") or self.text(concept, "notation")

    def labels(self, node: Node | None, *terms: str) -> list[Text]:
        """Name every concept at the end of a path."""
        return [named for one in self.at(node, *terms) if (named := self.label(one))]

    def notes(self, node: Node | None, term: str) -> list[Text]:
        """Give the words of every note under a property."""
        return [said for one in self.at(node, term) if (said := self.text(one, "noteLiteral"))]

    def _reached(self, node: Node, term: str) -> Iterator[Node]:
        values = node.values.get(term, ())[:_MOST]
        names = (value.id if isinstance(value, Reference) else value for value in values)
        # A node can be named by an object here and by its id alone there.
        for name in dict.fromkeys(name for name in names if isinstance(name, str)):
            if name in self.by_id and self._steps > 0:
                self._steps -= 1
                yield self.by_id[name]

    def _bounded(self, words: str) -> str:
        kept = words[: min(_LONGEST, max(self._characters, 0))]
        self._characters -= len(kept)
        return kept


def _words(value: object) -> tuple[str, str]:
    if isinstance(value, Words):
        known = _LANGUAGE.fullmatch(value.language) is not None
        return (value.language if known else UNTOLD), value.text
    return UNTOLD, value if isinstance(value, str) else ""

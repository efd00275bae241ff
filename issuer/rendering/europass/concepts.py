"""Values of controlled vocabularies as `Concept` nodes.

Without the type on both the concept and its scheme, the shapes' class constraints fail.
"""

from __future__ import annotations

from collections.abc import Mapping

from contexts import Concept, JsonObject, vocabulary
from issuer.rendering.members import present

_LANGUAGES = ("sl", "en")  # every bundled vocabulary has labels in both
_ESCO_SKILLS = "http://data.europa.eu/esco/concept-scheme/skills"


def concept(name: str, uri: str | None) -> JsonObject:
    """Write a bundled vocabulary's value; {} when there is none. Raises KeyError if unknown."""
    return {} if uri is None else _bundled(vocabulary(name)[uri])


def language_concept(code: str) -> JsonObject:
    """Write a language by its BCP 47 code; {} for one the vocabulary does not have."""
    found = next((each for each in vocabulary("languages").values() if each.notation == code), None)
    return {} if found is None else _bundled(found)


def esco_skill(uri: str, title: Mapping[str, str]) -> JsonObject:
    """Write an ESCO skill; the shapes admit this one scheme."""
    return written(uri, _ESCO_SKILLS, title)


def written(
    uri: str, scheme: str, labels: Mapping[str, str], notation: str | None = None
) -> JsonObject:
    """Write a concept of any scheme."""
    return present(
        id=uri,
        type="Concept",
        inScheme={"id": scheme, "type": "ConceptScheme"},
        prefLabel=dict(labels),
        notation=notation,
    )


def _bundled(found: Concept) -> JsonObject:
    labels = {language: found.labels[language] for language in _LANGUAGES}
    return written(found.uri, found.scheme, labels)

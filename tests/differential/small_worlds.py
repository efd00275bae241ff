"""Small documents of few words: almost everything in them is equal to something else.

Real documents seldom have two equal texts, objects that look alike or identifiers in several
places. Here nearly all have, so that equal lines, ties and merged nodes come by the thousand.
"""

import random
from copy import deepcopy
from typing import Any

from contexts import JsonObject
from tests.differential.mutating import places
from tests.differential.originals import VC2

NAME = "small world"
_PROPERTIES = ("https://x.example/p", "https://x.example/q", "name", "description")
_WORDS = ("a", "b", "a b")
_IDENTIFIERS = ("urn:a", "urn:b", "urn:c")
_LABELS = ("_:b0", "_:c14n0", "_:z")
"""Of blank nodes, as authors write them: nodes that point at each other, or at themselves."""
_LITERALS: tuple[Any, ...] = (3, "3", True, {"@value": "a", "@language": "sl"})
DEEPEST = 3


def small_world(chance: random.Random) -> JsonObject:
    """Make a credential, or seldom a presentation of some."""
    if chance.random() < 0.25:
        credentials = [_credential(chance) for _ in range(chance.choice((1, 2, 2, 3)))]
        presentation = {"@context": [VC2], "type": "VerifiablePresentation"}
        return {**presentation, "verifiableCredential": credentials}
    return _credential(chance)


def resettled(world: JsonObject, chance: random.Random) -> JsonObject:
    """Give a copy with other words and identifiers in the same places.

    Half of all copies are equal where the world is, so they are of one shape; the other half are
    equal in other places.
    """
    renamed = chance.random() < 0.5
    names = dict(zip((*_WORDS, *_IDENTIFIERS), _new_names(chance), strict=True))
    document = deepcopy(world)
    for place in places(document):
        if isinstance(place.value, str) and place.term in {"id", *_PROPERTIES}:
            few = _alike(place.value) if place.term == "id" else _WORDS
            text = place.value if renamed else chance.choice(few)
            place.put(names.get(text, text))
    return document


def _alike(identifier: str) -> tuple[str, ...]:
    return _LABELS if identifier in _LABELS else _IDENTIFIERS


def _new_names(chance: random.Random) -> list[str]:
    words = chance.sample(("a", "b", "c", "a b", "", '"', "%s", "č", "urn:a", "_:a"), len(_WORDS))
    numbers = chance.sample(range(9), len(_IDENTIFIERS))
    return [*words, *(f"urn:{number}" for number in numbers)]


def _credential(chance: random.Random) -> JsonObject:
    members = _members(chance, 1)
    subjects = [_members(chance, 1) for _ in range(chance.choice((1, 2, 2, 3)))]
    head = {"@context": [VC2], "type": "VerifiableCredential"}
    return {**head, **members, "credentialSubject": subjects}


def _members(chance: random.Random, depth: int) -> JsonObject:
    members: JsonObject = {}
    if chance.random() < 0.35:
        members["id"] = chance.choice(_IDENTIFIERS if chance.random() < 0.7 else _LABELS)
    for name in chance.sample(_PROPERTIES, chance.choice((1, 1, 2, 3))):
        values = [_value(name, chance, depth) for _ in range(chance.choice((1, 1, 2, 3)))]
        members[name] = values if len(values) > 1 else values[0]
    return members


def _value(name: str, chance: random.Random, depth: int) -> Any:  # noqa: ANN401 - any JSON
    if depth < DEEPEST and ":" in name and chance.random() < 0.6:
        return _members(chance, depth + 1)
    if chance.random() < 0.15:
        return deepcopy(chance.choice(_LITERALS))
    return chance.choice(_WORDS)

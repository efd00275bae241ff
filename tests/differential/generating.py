"""Makes documents by the thousand: families of one shape, whose members differ in their texts.

A shape is compiled when it is seen again and filled from then on, so each structure comes several
times: with honest values, with values that are suddenly equal, and with nasty ones. Everything
follows from the seed; each family from the seed and its own number alone.
"""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy

from contexts import JsonObject
from tests.differential import nasty
from tests.differential.mutating import Place, mutated, places
from tests.differential.originals import some_original
from tests.differential.samples import Sample
from tests.differential.small_worlds import NAME, resettled, small_world

VARIANTS = 10
"""Documents of one family. The first is seen, the second compiled, the others filled."""
SMALL_SHARE = 0.2
"""Of all families, those that are small worlds and not real documents, changed."""

Revalue = Callable[[JsonObject, random.Random], JsonObject]

STRUCTURAL = frozenset({"type", "@type", "proofPurpose", "@language", "@direction"})
"""Where a changed text is mostly another shape, so it is changed less often."""
_WORDS = (
    "Ana",
    "Žiga",
    "Šola",
    "Đ",
    "80 %",
    'reže "TIG"',
    "a\\b",
    "prva\nvrsta",
    "😀",
    "",
    "x",
    "1",
)


def samples(seed: int, count: int) -> Iterator[Sample]:
    """Make `count` documents, family by family."""
    for number in range(count):
        if number % VARIANTS == 0:
            members = family(seed, number // VARIANTS)
        yield next(members)


def family(seed: int, number: int) -> Iterator[Sample]:
    """Make the documents of one family."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 - repeatable, not secret
    name, structure, again = _structure(chance)
    for variant in range(VARIANTS):
        document = structure if variant == 0 else again(structure, chance)
        yield Sample(seed, number, variant, name, document)


def _structure(chance: random.Random) -> tuple[str, JsonObject, Revalue]:
    """Make a structure; give its name, and how it gets other values."""
    if chance.random() < SMALL_SHARE:
        return NAME, small_world(chance), resettled
    name, document = some_original(chance)
    return name, mutated(document, chance), revalued


def revalued(structure: JsonObject, chance: random.Random) -> JsonObject:
    """Give a copy with other texts in the same places, and sometimes with nasty ones."""
    document = deepcopy(structure)
    texts = [place for place in places(document) if isinstance(place.value, str)]
    _renew(texts, chance)
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2)) if texts else 0):
        place = chance.choice(texts)
        if place.term not in STRUCTURAL or chance.random() < 0.2:
            others = [other.value for other in texts]
            place.put(chance.choice(chance.choice((nasty.TEXTS, others))))
    return document


def _renew(texts: list[Place], chance: random.Random) -> None:
    """Put fresh texts of the same kind; mostly, equal texts stay equal."""
    odds = chance.choice((0.2, 0.5, 1.0))
    renewed: dict[str, str] = {}
    for place in texts:
        text = place.value
        if place.term in STRUCTURAL or chance.random() > odds:
            continue
        if text not in renewed or chance.random() < 0.05:
            renewed[text] = fresh(text, chance)
        place.put(renewed[text])


def fresh(text: str, chance: random.Random) -> str:
    """Give another honest text of the same kind: an identifier, or words."""
    if ":" in text and " " not in text:
        return f"{text}{chance.randrange(10_000)}"
    return " ".join(chance.choices(_WORDS, k=chance.choice((1, 1, 2, 3))))

"""The same check for templates: random slots of random documents, filled with random texts.

A template may fall back, always; where it fills, it gives what canonicalizing the filled document
gives, byte for byte. So it never fills what would be refused.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Protocol

from contexts import (
    CanonicalTemplate,
    ContextsError,
    Engine,
    Fallback,
    HashName,
    JsonObject,
    NotCompilable,
    Place,
    canonicalize,
    compile_template,
)
from tests.differential import nasty
from tests.differential.engines import using
from tests.differential.generating import STRUCTURAL, fresh
from tests.differential.mutating import mutated, paths, placed
from tests.differential.originals import some_original

FILLS = 20
"""Fillings of one template."""
MOST_SLOTS = 15


class Fill(Protocol):
    """The filling of a template, or what a test puts in its place."""

    def __call__(self, template: CanonicalTemplate, texts: Sequence[str], /) -> str:
        """Give canonical N-Quads; raise Fallback."""


@dataclass(slots=True)
class TemplateScore:
    """What came out."""

    templates: int = 0
    not_compiled: Counter[str] = field(default_factory=Counter)
    """Documents without a template, by reason; `refused` have no canonical form at all."""
    exact: int = 0
    """Fillings that were what the full path gives."""
    fallbacks: Counter[str] = field(default_factory=Counter)
    """Fillings left to the full path, by reason."""
    wrong: list[str] = field(default_factory=list)
    """What repeats each filling that was not exact."""

    def __str__(self) -> str:
        """Write the score in a line."""
        return (
            f"{self.templates} templates, {self.exact} fillings exact, {len(self.wrong)} wrong, "
            f"fallbacks {dict(self.fallbacks)}, not compiled {dict(self.not_compiled)}"
        )


def compare_templates(seed: int, count: int, fill: Fill = CanonicalTemplate.fill) -> TemplateScore:
    """Make and fill `count` templates, or find out that there can be none."""
    score = TemplateScore()
    for number in range(count):
        chance = random.Random(f"template {seed}/{number}")  # noqa: S311 - repeatable, not secret
        _, document = some_original(chance)
        if chance.random() < 0.7:
            document = mutated(document, chance)
        _compare(f"seed {seed}, template {number}", document, chance, fill, score)
    return score


def _compare(
    name: str, document: JsonObject, chance: random.Random, fill: Fill, score: TemplateScore
) -> None:
    slots = _some_slots(document, chance)
    hash_name: HashName = chance.choice(("sha256", "sha256", "sha384"))
    try:
        template = compile_template(document, slots, hash_name=hash_name)
    except NotCompilable as refusal:
        score.not_compiled[refusal.reason] += 1
        return
    except ContextsError:
        score.not_compiled["refused"] += 1
        return
    score.templates += 1
    for values in _fillings(document, slots, chance):
        try:
            filled = fill(template, values)
        except Fallback as fallback:
            score.fallbacks[fallback.reason] += 1
            continue
        if filled == _in_full(document, slots, values, hash_name):
            score.exact += 1
        else:
            score.wrong.append(f"{name}: {list(zip(slots, values, strict=True))}")


def _some_slots(document: JsonObject, chance: random.Random) -> list[Place]:
    """Choose places of texts; seldom one where a text is no value, which has to be refused."""
    texts = [
        path
        for path in paths(document)
        if isinstance(placed(document, path), str)
        and (STRUCTURAL.isdisjoint(map(str, path)) or chance.random() < 0.005)
    ]
    return chance.sample(texts, min(len(texts), chance.randrange(1, MOST_SLOTS)))


def _fillings(
    document: JsonObject, slots: Sequence[Place], chance: random.Random
) -> Iterator[list[str]]:
    texts = [placed(document, path) for path in paths(document)]
    others = [text for text in texts if isinstance(text, str)]
    for _ in range(FILLS):
        renewed: dict[str, str] = {}
        values = [
            renewed.setdefault(text, fresh(text, chance))
            for text in (placed(document, slot) for slot in slots)
        ]
        for _ in range(chance.choice((0, 0, 1, 2)) if values else 0):
            odd = chance.choice((nasty.TEXTS, others, values))
            values[chance.randrange(len(values))] = chance.choice(odd)
        yield values


def _in_full(
    document: JsonObject, slots: Sequence[Place], values: Sequence[str], hash_name: HashName
) -> str | None:
    """Canonicalize the filled document; None where it has no canonical form."""
    filled = deepcopy(document)
    for slot, value in zip(slots, values, strict=True):
        holder: Any = placed(filled, slot[:-1])
        holder[slot[-1]] = value
    with using(Engine.MEMOISED):
        try:
            return canonicalize(filled, hash_name=hash_name)
        except ContextsError:
            return None

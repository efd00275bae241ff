"""Which slots hold the same text, as far as it matters: equal statements are one statement.

Two identifiers that are the same make two nodes one. Two literals that are the same make two
statements one, if they say the same of the same node: such literals are called siblings here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Pattern = tuple[int, ...]
"""For each of some texts, at which place the same one stood first."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """Slots of literals that would be one statement if they held the same text."""

    slots: tuple[int, ...] = ()
    families: tuple[int, ...] = ()
    """For each slot a number: only those with the same one are siblings of each other."""


NO_SIBLINGS = Siblings()


def pattern_of(identifiers: Sequence[str]) -> Pattern:
    """Tell which identifiers are the same."""
    first: dict[str, int] = {}
    return tuple(map(first.setdefault, identifiers, range(len(identifiers))))


def sibling_pattern(siblings: Siblings, texts: Sequence[str]) -> Pattern:
    """Tell which siblings hold the same text."""
    if not siblings.slots:
        return ()
    first: dict[tuple[int, str], int] = {}
    own = zip(siblings.families, (texts[slot] for slot in siblings.slots), strict=True)
    return tuple(map(first.setdefault, own, range(len(siblings.slots))))


@dataclass(frozen=True, slots=True)
class Sameness:
    """All that is known of a shape's slots before its formats are made."""

    identifiers: tuple[int, ...]
    """Slots that hold identifiers (IRIs); all others hold literals."""
    identifier_pattern: Pattern
    siblings: Siblings = NO_SIBLINGS
    sibling_pattern: Pattern = ()

    def numbers(self, slots: int) -> list[int]:
        """Give each slot a number that slots have in common if they hold the same text."""
        numbers = list(range(slots))
        for group, pattern in (
            (self.identifiers, self.identifier_pattern),
            (self.siblings.slots, self.sibling_pattern),
        ):
            for slot, first in zip(group, pattern, strict=True):
                numbers[slot] = group[first]
        return numbers

"""Which texts differ among the documents of one shape, learnt from those that come by.

Of the documents themselves nothing is kept but numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Variation:
    """What was seen of one shape. Threads may lose an observation, which does no harm."""

    patience: int
    """How many documents to look at until what never differed is believed to be common to all;
    four times as many each time that proves wrong."""
    _first: tuple[int, ...] = ()
    _varying: set[int] = field(default_factory=set)
    _seen: int = 0
    _told: int = -1
    """How many texts were known to vary when somebody was last told."""

    def observe(self, texts: Sequence[str]) -> tuple[int, ...] | None:
        """Look at the texts of one more document; tell which vary when that is worth knowing.

        They are told by their places among the texts, in ascending order.
        """
        numbers = tuple(map(hash, texts))
        if self._first != numbers:
            self._first = self._first or numbers
            pairs = enumerate(zip(self._first, numbers, strict=True))
            self._varying.update(place for place, (one, other) in pairs if one != other)
        self._seen += 1
        if self._seen < self.patience or len(self._varying) == self._told:
            return None
        self.patience *= 4
        self._told = len(self._varying)
        return tuple(sorted(self._varying))

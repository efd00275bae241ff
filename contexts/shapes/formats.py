"""Many pieces of text as one `%` format, filled at once: far faster than one by one.

All in UTF-8, in which lines sort as their code points do, and which is what is hashed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from contexts.shapes.markers import Markers

Texts = tuple[bytes, ...]
"""The escaped texts of the slots, followed by the labels of the blank nodes."""

_BETWEEN = "\0" * 16
"""Bytes are split by one byte at a time, and by many in leaps."""
_SPLIT = _BETWEEN.encode()


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of text with gaps. What stands in the gaps is escaped, so it holds no NUL."""

    form: bytes
    pick: Callable[[Texts], object]
    """Selects what goes into the gaps, in their order."""

    def filled(self, texts: Texts) -> list[bytes]:
        """Return the pieces with their gaps filled."""
        return (self.form % self.pick(texts)).split(_SPLIT) if self.form else []


def compiled_pieces(pieces: Sequence[str], markers: Markers, slots: int) -> Pieces:
    """Put gaps where the markers of slots and nodes are; nodes come after `slots` texts."""
    picked: list[int] = []
    form: list[str] = []
    text, end = _BETWEEN.join(pieces), 0
    for found in markers.pattern().finditer(text):
        form += (text[end : found.start()].replace("%", "%%"), "%b")
        end = found.end()
        picked.append(int(found[1]) if found[1] else slots + int(found[2]))
    form.append(text[end:].replace("%", "%%"))
    return Pieces("".join(form).encode(), itemgetter(*picked) if picked else _nothing)


def _nothing(_texts: Texts) -> tuple[()]:
    return ()

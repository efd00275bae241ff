"""The JSON of badges that differ in the texts of their slots only: one text with gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from operator import itemgetter

from contexts import JsonObject, NotCompilable, Place
from issuer.json_bytes import json_bytes

_MARKED = re.compile(rb"\\u0000(\d+)\\u0000")


@dataclass(frozen=True, slots=True)
class BodyForm:
    """What json_bytes writes of each of these badges."""

    form: bytes
    pick: Callable[[list[bytes]], object]
    """Puts texts in the order of the gaps."""

    def filled(self, texts: list[str]) -> bytes:
        """Write the badge with these texts in its slots; raise ValueError as json_bytes does."""
        return self.form % self.pick(_written(texts))


def body_form(example: JsonObject, slots: Sequence[Place]) -> BodyForm:
    """Make gaps of the slots of an example; raise NotCompilable where they are not found again."""
    marked = deepcopy(example)
    for number, place in enumerate(slots):
        holder = marked
        for step in place[:-1]:
            holder = holder[step]  # type: ignore[index]  # a place goes by names and numbers
        holder[place[-1]] = f"\0{number}\0"  # type: ignore[index]
    fixed, *found = _MARKED.split(json_bytes(marked).replace(b"%", b"%%"))
    gaps = [int(number) for number in found[::2]]
    if not gaps or sorted(gaps) != list(range(len(slots))):
        raise NotCompilable("body")
    return BodyForm(b"%b".join([fixed, *found[1::2]]), itemgetter(*gaps))


def _written(texts: list[str]) -> list[bytes]:
    """Write texts as JSON does, without the quotes around them."""
    together = json_bytes(texts)
    if b"\\" in together:  # an escaped quote could be taken for the end of a text
        return [json_bytes(text)[1:-1] for text in texts]
    return together[2:-2].split(b'","')

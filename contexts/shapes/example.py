"""One document of a shape, from which the shape is learnt."""

from collections.abc import Callable, Sequence

from contexts.json_types import JsonObject
from contexts.shapes.landing import Landing, landing
from contexts.shapes.markers import markers_for
from contexts.shapes.refusals import NotCompilable


class Example:
    """A document with slots. JSON-LD runs over it once for each way of marking them."""

    def __init__(
        self,
        document: JsonObject,
        texts: Sequence[str],
        rebuilt: Callable[[Sequence[str]], JsonObject],
    ) -> None:
        self.document = document
        self.texts = texts
        """What stands in its slots."""
        self.rebuilt = rebuilt
        """Gives the document with other texts in them."""
        self.markers = markers_for(document)
        self._landings: dict[tuple[int, ...], Landing] = {}

    def landing(self, numbers: Sequence[int]) -> Landing:
        """Mark each slot with a number, and tell where the markers land. Raises NotCompilable."""
        key = tuple(numbers)
        if key not in self._landings:
            self._landings[key] = self._landed(key)
        return self._landings[key]

    def _landed(self, numbers: Sequence[int]) -> Landing:
        marked = self.rebuilt([self.markers.slot(number) for number in numbers])
        found = landing(marked, self.markers)
        if found.identifier_slots & found.literal_slots:
            raise NotCompilable("slot_has_two_roles")
        if found.identifier_slots | found.literal_slots != set(numbers):
            raise NotCompilable("slot_vanished")
        return found

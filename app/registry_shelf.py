"""Keeps the last good copy of each registry that the operator chose.

A registry's server may be down for an hour; what it said yesterday is then still the best answer.
How old a copy may be is the verifier's to judge: the copy carries the time when it was had.
"""

from collections import OrderedDict

from verifier import Fetched, Resource

_MOST = 64
_MOST_BYTES = 32 * 1024 * 1024


class RegistryShelf:
    """Remember documents by URL; the longest unused leave first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Fetched] = OrderedDict()

    def better(self, answer: Resource) -> Resource:
        """Give the answer, or where there is none for now, the last copy that was had."""
        url = answer.url
        if isinstance(answer, Fetched):
            self._keep(answer)
            return answer
        if answer.absent:  # the source says that there is no such document any more
            self._kept.pop(url, None)
            return answer
        return self._kept.get(url, answer)

    def _keep(self, answer: Fetched) -> None:
        self._kept[answer.url] = answer
        self._kept.move_to_end(answer.url)
        while len(self._kept) > _MOST or self._size() > _MOST_BYTES:
            self._kept.popitem(last=False)

    def _size(self) -> int:
        return sum(len(kept.body) for kept in self._kept.values())

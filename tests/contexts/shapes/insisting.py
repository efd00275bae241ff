"""A shape cache that is asked three times whatever it is asked, and must not change its mind."""

from collections.abc import Callable
from typing import TypeVar

from contexts.errors import ContextsError
from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.shape_cache import ShapeCache

T = TypeVar("T")

ROUNDS = 3
"""The full path; the full path, and a shape is compiled; the shape, or what was outlined of it."""
IMPATIENCE = 2
"""The second document of a shape is compared with the first, and outlined."""


class InsistingCache(ShapeCache):
    """Gives the third answer, which is what a document gets whose shape is known."""

    def __init__(self) -> None:
        super().__init__(IMPATIENCE)

    def canonical(self, document: JsonObject, hash_name: HashName) -> bytes:
        """Return the canonical form."""
        return the_same_each_time(lambda: ShapeCache.canonical(self, document, hash_name))

    def check_lossless(self, document: JsonObject) -> None:
        """Raise where the document loses something."""
        the_same_each_time(lambda: ShapeCache.check_lossless(self, document))


def the_same_each_time(ask: Callable[[], T]) -> T:
    """Ask again and again; return or raise the last answer if all are the same."""
    said = [outcome(ask) for _ in range(ROUNDS)]
    assert len(set(said)) == 1, said
    return ask()


def outcome(ask: Callable[[], object]) -> object:
    """Return what is returned, or code and sentence of what is raised."""
    try:
        return ask()
    except ContextsError as error:
        return error.code, error.sentence

"""Makes a finding small: takes away of the documents whatever is not needed for it."""

from collections.abc import Callable, Sequence
from copy import deepcopy

from contexts import JsonObject
from tests.differential.mutating import Path, paths, placed

StillWrong = Callable[[list[JsonObject]], bool]


def minimised(documents: Sequence[JsonObject], still_wrong: StillWrong) -> list[JsonObject]:
    """Give fewer and smaller documents with which it is still wrong.

    Documents of one family have their members in the same places; each is taken away from all.
    """
    kept = _fewer([deepcopy(document) for document in documents], still_wrong)
    while True:
        smaller = _smaller(kept, still_wrong)
        if smaller == kept:
            return kept
        kept = smaller


def _fewer(documents: list[JsonObject], still_wrong: StillWrong) -> list[JsonObject]:
    for number in reversed(range(len(documents))):
        without = documents[:number] + documents[number + 1 :]
        if without and still_wrong(without):
            documents = without
    return documents


def _smaller(documents: list[JsonObject], still_wrong: StillWrong) -> list[JsonObject]:
    # From the last to the first, so that the number of an item stays its own.
    for path in reversed(paths(documents[-1])):
        without = [_without(document, path) for document in documents]
        if still_wrong(without):
            documents = without
    return documents


def _without(document: JsonObject, path: Path) -> JsonObject:
    changed = deepcopy(document)
    try:
        del placed(changed, path[:-1])[path[-1]]
    except (KeyError, IndexError, TypeError):
        return document
    return changed

"""Changes of structure: what makes a document another shape, or no honest document at all."""

import random
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from contexts import JsonObject
from tests.differential import nasty

Mutation = Callable[[JsonObject, random.Random], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A member of an object, or an item of an array."""

    holder: Any
    key: Any
    term: str
    """The member's name; of an item, the name of the member that the array is."""

    @property
    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """What is there now."""
        return self.holder[self.key]

    def put(self, value: Any) -> None:  # noqa: ANN401 - any JSON
        """Put something else there."""
        self.holder[self.key] = value


def places(value: Any, term: str = "") -> Iterator[Place]:  # noqa: ANN401 - any JSON
    """Walk over every member and item below a value, but not into contexts."""
    items = isinstance(value, list)
    for key, member in list(enumerate(value) if items else value.items()):
        if key != "@context":
            name = term if items else key
            yield Place(value, key, name)
            if isinstance(member, dict | list):
                yield from places(member, name)


Path = tuple[str | int, ...]
"""The way to a member or item: names, and numbers of items."""


def paths(value: Any, way: Path = ()) -> list[Path]:  # noqa: ANN401 - any JSON
    """Give the ways to every member and item below a value, in the order of `places`."""
    found: list[Path] = []
    for key, member in enumerate(value) if isinstance(value, list) else value.items():
        if key != "@context":
            found.append((*way, key))
            if isinstance(member, dict | list):
                found += paths(member, (*way, key))
    return found


def placed(value: Any, way: Path) -> Any:  # noqa: ANN401 - any JSON
    """Give what stands at the end of a way."""
    for step in way:
        value = value[step]
    return value


def mutated(document: JsonObject, chance: random.Random) -> JsonObject:
    """Give a copy with none to three changes of structure."""
    changed = deepcopy(document)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 2, 3))):
        chance.choices(list(MUTATIONS), weights=list(MUTATIONS.values()))[0](changed, chance)
    return changed


def _drop(document: JsonObject, chance: random.Random) -> None:
    place = _some_place(document, chance)
    del place.holder[place.key]


def _double(document: JsonObject, chance: random.Random) -> None:
    place = _some_place(document, chance)
    copy = deepcopy(place.value)
    if isinstance(place.holder, list):
        place.holder.insert(chance.randrange(len(place.holder) + 1), copy)
    else:
        place.put([place.value, copy])


def _wrap(document: JsonObject, chance: random.Random) -> None:
    place = _some_place(document, chance)
    place.put([place.value])


def _put_number(document: JsonObject, chance: random.Random) -> None:
    _some_place(document, chance).put(chance.choice(nasty.NUMBERS))


def _put_value(document: JsonObject, chance: random.Random) -> None:
    _some_place(document, chance).put(deepcopy(chance.choice(nasty.VALUES)))


def _put_another(document: JsonObject, chance: random.Random) -> None:
    """Put a part of the document in the place of another."""
    part = deepcopy(_some_place(document, chance).value)
    _some_place(document, chance).put(part)


def _add_member(document: JsonObject, chance: random.Random) -> None:
    values = chance.choice((nasty.TEXTS, nasty.NUMBERS, nasty.VALUES))
    _some_object(document, chance)[chance.choice(nasty.NAMES)] = deepcopy(chance.choice(values))


def _add_undefined(document: JsonObject, chance: random.Random) -> None:
    _some_object(document, chance)["undefinedTerm"] = deepcopy(chance.choice(nasty.UNDEFINED))


def _add_type(document: JsonObject, chance: random.Random) -> None:
    """Give an object one more type, or others: a type may change what its terms mean."""
    holder = _some_object(document, chance)
    types = holder.get("type", [])
    kept = types if isinstance(types, list) else [types]
    extra = chance.sample(nasty.TYPES, chance.choice((1, 1, 2)))
    holder["type"] = chance.choice(([*kept, *extra], [*extra, *kept], extra, extra[0]))


def _drop_ids(document: JsonObject, chance: random.Random) -> None:
    """Take ids away, so that there are blank nodes, and siblings that look alike."""
    odds = chance.choice((0.1, 0.5, 1.0))
    for place in list(places(document)):
        if place.key == "id" and chance.random() < odds:
            place.holder.pop("id", None)


def _double_without_ids(document: JsonObject, chance: random.Random) -> None:
    """Repeat an object as its own sibling, without an id: nodes that tie."""
    objects = [place for place in places(document) if isinstance(place.value, dict)]
    if objects:
        place = chance.choice(objects)
        copy = {name: value for name, value in place.value.items() if name != "id"}
        place.put([deepcopy(copy) for _ in range(chance.choice((2, 2, 3, 4)))])


def _say_language(document: JsonObject, chance: random.Random) -> None:
    texts = [place for place in places(document) if isinstance(place.value, str)]
    if texts:
        place = chance.choice(texts)
        tag = chance.choice(("sl", "en", "sl-SI", "SL", "zh-Hant-TW", "x-klingon", "a-", "č", ""))
        place.put({"@value": place.value, "@language": tag})


def _reorder(document: JsonObject, chance: random.Random) -> None:
    """Give members or items another order."""
    holder = chance.choice([document, *(place.holder for place in places(document))])
    if isinstance(holder, list):
        chance.shuffle(holder)
    else:
        names = chance.sample(list(holder), len(holder))
        members = {name: holder[name] for name in names}
        holder.clear()
        holder.update(members)


def _change_contexts(document: JsonObject, chance: random.Random) -> None:
    named = document.get("@context")
    contexts = list(named) if isinstance(named, list) else [named]
    match chance.randrange(4):
        case 0:
            chance.shuffle(contexts)
        case 1:
            contexts.append(chance.choice(nasty.CONTEXTS))
        case 2 if contexts:
            contexts.pop()
        case _:
            contexts.insert(0, chance.choice(nasty.CONTEXTS))
    document["@context"] = contexts


def _move(document: JsonObject, chance: random.Random) -> None:
    """Move a member to where its name may mean something else."""
    place = _some_place(document, chance)
    value = deepcopy(place.value)
    del place.holder[place.key]
    _some_object(document, chance)[place.term] = value


def _some_place(document: JsonObject, chance: random.Random) -> Place:
    found = list(places(document))
    return chance.choice(found) if found else Place(document, "@context", "@context")


def _some_object(document: JsonObject, chance: random.Random) -> JsonObject:
    inner = [place.value for place in places(document) if isinstance(place.value, dict)]
    chosen: JsonObject = chance.choice([document, *inner])
    return chosen


MUTATIONS: dict[Mutation, int] = {
    _drop: 4,
    _double: 4,
    _wrap: 3,
    _put_number: 3,
    _put_value: 4,
    _put_another: 3,
    _add_member: 3,
    _add_undefined: 1,
    _add_type: 4,
    _drop_ids: 5,
    _double_without_ids: 4,
    _say_language: 3,
    _reorder: 4,
    _change_contexts: 2,
    _move: 2,
}
"""Each kind of change, and how often it is made."""

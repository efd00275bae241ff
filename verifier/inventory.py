"""What a document is made of, found in one walk: most checks then see at once that all is well."""

from dataclasses import dataclass

from contexts import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Inventory:
    """The objects of a document, at every depth, and the names in them."""

    objects: tuple[JsonObject, ...]
    """The document itself comes first."""
    names: frozenset[str]

    @property
    def shared_ids(self) -> frozenset[str] | None:
        """Give each `id` that several objects have; None where one is no text."""
        seen: set[str] = set()
        shared: set[str] = set()
        for each in self.objects:
            if "id" in each:
                identifier = each["id"]
                if type(identifier) is not str:
                    return None
                (shared if identifier in seen else seen).add(identifier)
        return frozenset(shared)

    @property
    def has_plain_names(self) -> bool:
        """Tell whether no name but `@context` could be an address or a keyword of JSON-LD."""
        names = "\n".join(self.names - {"@context"})
        return ":" not in names and "@" not in names


def take_inventory(document: JsonObject) -> Inventory:
    """Find what a document is made of, in time linear in its size."""
    return inventory_of(containers_of(document))


def inventory_of(containers: list[JsonValue]) -> Inventory:
    """Make the inventory of what was found already."""
    objects = tuple(each for each in containers if type(each) is dict)
    return Inventory(objects, frozenset().union(*objects))


def containers_of(document: JsonObject) -> list[JsonValue]:
    """Give all objects and arrays of parsed JSON, the document itself first."""
    containers: list[JsonValue] = [document]
    for container in containers:  # grows meanwhile
        for member in container.values() if type(container) is dict else container:
            kind = type(member)
            if kind is dict or kind is list:
                containers.append(member)
    return containers

"""Compile a shape from one example of it: a document of which some texts are slots."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contexts.json_types import JsonObject
from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape, Span, first_degree_hash
from contexts.shapes.formats import compiled_lines
from contexts.shapes.landing import Landing, Statement, landing
from contexts.shapes.markers import Markers, markers_for
from contexts.shapes.refusals import NotCompilable
from contexts.shapes.sameness import Pattern, Sameness, Siblings


@dataclass(frozen=True, slots=True)
class Example:
    """A document with slots."""

    document: JsonObject
    texts: Sequence[str]
    """What stands in its slots."""
    rebuilt: Callable[[Sequence[str]], JsonObject]
    """Gives the document with other texts in them."""


def identifier_slots(example: Example) -> tuple[int, ...]:
    """Tell which slots hold identifiers (IRIs); the others hold literals. Raises NotCompilable."""
    found = _landed(example, range(len(example.texts)), markers_for(example.document))
    return tuple(sorted(found.identifier_slots))


def siblings(example: Example, identifiers: tuple[int, ...], pattern: Pattern) -> Siblings:
    """Find siblings, where identifiers are the same as `pattern` says. Raises NotCompilable."""
    markers = markers_for(example.document)
    numbers = Sameness(identifiers, pattern).numbers(len(example.texts))
    families: dict[str, list[int]] = {}
    for each in _landed(example, numbers, markers).statements:
        if each.literal is not None:
            said = each.line.replace(markers.slot(each.literal), "")
            families.setdefault(said, []).append(each.literal)
    found = [
        (slot, number)
        for number, slots in enumerate(families.values())
        if len(slots) > 1
        for slot in slots
    ]
    return Siblings(tuple(slot for slot, _ in found), tuple(number for _, number in found))


def compiled_shape(
    example: Example, sameness: Sameness, *, hash_name: HashName, orders: int
) -> CompiledShape:
    """Compile the shape; `orders` is for it. Nothing is proved yet. Raises NotCompilable."""
    markers, slots = markers_for(example.document), len(example.texts)
    found = _landed(example, sameness.numbers(slots), markers)
    if len({each.line for each in found.statements}) != len(found.statements):
        raise NotCompilable("statement_twice")
    hashes, hashed, spans = _hashes(found, markers, hash_name)
    fixed = [each.line for each in found.statements if not each.slots]
    variable = [each.line for each in found.statements if each.slots]
    return CompiledShape(
        hash_name=hash_name,
        sameness=sameness,
        identifiers=found.identifiers,
        survey=found.survey,
        fixed_hashes=hashes,
        hashed=compiled_lines(hashed, markers, slots),
        spans=spans,
        fixed=compiled_lines(fixed, markers, slots),
        variable=compiled_lines(sorted(variable), markers, slots),
        statements=tuple(each.terms for each in found.statements),
        orders=orders,
    )


def _landed(example: Example, numbers: Sequence[int], markers: Markers) -> Landing:
    marked = example.rebuilt([markers.slot(number) for number in numbers])
    found = landing(marked, markers)
    if found.identifier_slots & found.literal_slots:
        raise NotCompilable("slot_has_two_roles")
    if found.identifier_slots | found.literal_slots != set(numbers):
        raise NotCompilable("slot_vanished")
    return found


def _hashes(
    found: Landing, markers: Markers, hash_name: HashName
) -> tuple[list[bytes], list[str], list[Span]]:
    """Hash each blank node of which no text speaks; give the lines to hash of the others."""
    hashes: list[bytes] = []
    hashed: list[str] = []
    spans: list[Span] = []
    for node in range(found.nodes):
        own = [each for each in found.statements if node in each.nodes]
        lines = sorted(_seen_from(node, each, markers) for each in own)
        if any(each.slots for each in own):
            spans.append((node, len(hashed), len(hashed) + len(lines)))
            hashed += lines
            hashes.append(b"")
        else:
            hashes.append(first_degree_hash(lines, hash_name))
    return hashes, hashed, spans


def _seen_from(node: int, statement: Statement, markers: Markers) -> str:
    """Write a statement as first-degree hashing does: the node is _:a, every other one _:z."""
    line = statement.line.replace(markers.node(node), "_:a")
    for other in statement.nodes - {node}:
        line = line.replace(markers.node(other), "_:z")
    return line

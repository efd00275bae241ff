"""Compile a shape from one example of it: a document of which some texts are slots."""

from contexts.rdfc10 import HashName
from contexts.shapes.compiled import CompiledShape, Span, first_degree_hash
from contexts.shapes.example import Example
from contexts.shapes.formats import compiled_pieces
from contexts.shapes.landing import Landing, Statement
from contexts.shapes.markers import Markers
from contexts.shapes.pieces import as_one, pieces_of
from contexts.shapes.refusals import NotCompilable
from contexts.shapes.sameness import Pattern, Sameness, Siblings


def identifier_slots(example: Example) -> tuple[int, ...]:
    """Tell which slots hold identifiers (IRIs); the others hold literals. Raises NotCompilable."""
    found = example.landing(range(len(example.texts)))
    return tuple(sorted(found.identifier_slots))


def siblings(example: Example, identifiers: tuple[int, ...], pattern: Pattern) -> Siblings:
    """Find siblings, where identifiers are the same as `pattern` says. Raises NotCompilable."""
    numbers = Sameness(identifiers, pattern).numbers(len(example.texts))
    families: dict[str, list[int]] = {}
    for each in example.landing(numbers).statements:
        if each.literal is not None:
            said = each.line.replace(example.markers.slot(each.literal), "")
            families.setdefault(said, []).append(each.literal)
    found = [
        (slot, number)
        for number, slots in enumerate(families.values())
        if len(slots) > 1
        for slot in slots
    ]
    return Siblings(tuple(slot for slot, _ in found), tuple(number for _, number in found))


def compiled_shape(example: Example, sameness: Sameness, *, hash_name: HashName) -> CompiledShape:
    """Compile the shape. Nothing is proved yet. Raises NotCompilable."""
    markers, slots = example.markers, len(example.texts)
    found = example.landing(sameness.numbers(slots))
    if len({each.line for each in found.statements}) != len(found.statements):
        raise NotCompilable("statement_twice")
    hashes, hashed, spans = _hashes(found, markers, hash_name)
    pieces = pieces_of([each.line for each in found.statements], markers)
    varies = markers.pattern().search
    return CompiledShape(
        hash_name=hash_name,
        sameness=sameness,
        identifiers=found.identifiers,
        survey=found.survey,
        fixed_hashes=hashes,
        hashed=compiled_pieces(hashed, markers, slots),
        spans=spans,
        constant=[piece.encode() for piece in pieces if not varies(piece)],
        variable=compiled_pieces([piece for piece in pieces if varies(piece)], markers, slots),
        statements=tuple(each.terms for each in found.statements),
    )


def _hashes(
    found: Landing, markers: Markers, hash_name: HashName
) -> tuple[list[bytes], list[str], list[Span]]:
    """Hash each blank node of which no text speaks; give what to hash of the others."""
    hashes: list[bytes] = []
    hashed: list[str] = []
    spans: list[Span] = []
    for node in range(found.nodes):
        own = [each for each in found.statements if node in each.nodes]
        lines = [_seen_from(node, each, markers) for each in own]
        pieces = as_one(pieces_of(lines, markers), markers)
        if any(each.slots for each in own):
            spans.append((node, len(hashed), len(hashed) + len(pieces)))
            hashed += pieces
            hashes.append(b"")
        else:
            hashes.append(first_degree_hash([piece.encode() for piece in pieces], hash_name))
    return hashes, hashed, spans


def _seen_from(node: int, statement: Statement, markers: Markers) -> str:
    """Write a statement as first-degree hashing does: the node is _:a, every other one _:z."""
    line = statement.line.replace(markers.node(node), "_:a")
    for other in statement.nodes - {node}:
        line = line.replace(markers.node(other), "_:z")
    return line

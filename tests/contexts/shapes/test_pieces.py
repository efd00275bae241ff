"""Lines are put together where nothing that is filled in can come between them."""

from hypothesis import given
from hypothesis import strategies as st

from contexts.shapes.formats import compiled_pieces
from contexts.shapes.markers import Markers
from contexts.shapes.pieces import as_one, pieces_of

MARKERS = Markers("n")
SLOT, NODE = MARKERS.slot(0), MARKERS.node(0)


def test_lines_of_one_subject_are_one_piece_in_order_of_their_predicates() -> None:
    lines = [
        f"<urn:s> <urn:q> {NODE} .",
        f'<urn:s> <urn:p> "{SLOT}" .',
        "<urn:s> <urn:p2> <urn:b> .",
        "<urn:s> <urn:p2> <urn:a> .",
        '<urn:s2> <urn:a> "x" .',
    ]

    assert pieces_of(lines, MARKERS) == [
        '<urn:s2> <urn:a> "x" .\n',
        (
            f'<urn:s> <urn:p2> <urn:a> .\n<urn:s> <urn:p2> <urn:b> .\n<urn:s> <urn:p> "{SLOT}" .\n'
            f"<urn:s> <urn:q> {NODE} .\n"
        ),
    ]


def test_objects_of_one_predicate_that_vary_are_pieces_of_their_own() -> None:
    lines = [
        "<urn:s> <urn:a> <urn:x> .",
        f"<urn:s> <urn:p> {NODE} .",
        "<urn:s> <urn:p> <urn:x> .",
        "<urn:s> <urn:q> <urn:x> .",
        "<urn:s> <urn:r> <urn:x> .",
    ]

    assert pieces_of(lines, MARKERS) == [
        "<urn:s> <urn:a> <urn:x> .\n",
        "<urn:s> <urn:p> <urn:x> .\n",
        f"<urn:s> <urn:p> {NODE} .\n",
        "<urn:s> <urn:q> <urn:x> .\n<urn:s> <urn:r> <urn:x> .\n",
    ]


def test_a_line_twice_stays_twice() -> None:
    line = "_:a <urn:p> _:z ."

    assert pieces_of([line, line], MARKERS) == [f"{line}\n{line}\n"]


SUBJECTS = st.sampled_from(["<urn:s>", "<urn:s/x>", f"<{SLOT}>", NODE, MARKERS.node(1)])
PREDICATES = st.sampled_from(["<urn:p>", "<urn:p/x>", "<urn:p#x>"])
OBJECTS = st.sampled_from(['"x"', '"x y"@sl', f'"{MARKERS.slot(1)}"', "<urn:o>", NODE])
LINES = st.lists(
    st.tuples(SUBJECTS, PREDICATES, OBJECTS).map(lambda terms: " ".join((*terms, "."))),
    unique=True,
)


@given(
    LINES,
    st.sampled_from(["urn:0", "urn:t", "urn:r/s"]),
    st.sampled_from(["", "x", "a b", "\\n", "č"]),
    st.permutations(["_:c14n0", "_:c14n10"]),
)
def test_sorted_pieces_are_sorted_lines(
    lines: list[str], identifier: str, literal: str, labels: list[str]
) -> None:
    texts = tuple(text.encode() for text in (identifier, literal, *labels))

    pieces = compiled_pieces(pieces_of(lines, MARKERS), MARKERS, 2).filled(texts)

    full = compiled_pieces(lines, MARKERS, 2).filled(texts)
    assert b"".join(sorted(pieces)) == b"".join(sorted(line + b"\n" for line in full))


def test_pieces_whose_order_is_settled_are_one() -> None:
    settled = [f'_:a <urn:p> "{SLOT}" .\n', f"<{SLOT}> <urn:p> _:a .\n", "_:z <urn:p> _:a .\n"]
    assert as_one(settled, MARKERS) == [settled[1] + settled[0] + settled[2]]
    for open_still in (
        [f'_:a <urn:p> "{SLOT}" .\n', f'_:a <urn:p> "x{SLOT}" .\n'],
        [f"<{SLOT}> <urn:p> _:a .\n", "<urn:s> <urn:p> _:a .\n"],
        [f"{NODE} <urn:p> _:a .\n", "_:a <urn:p> <urn:o> .\n"],
        ["_:a <urn:p> _:z .\n"] * 2,
    ):
        assert as_one(open_still, MARKERS) == open_still


@given(
    LINES,
    st.sampled_from(["urn:0", "urn:t", "urn:r/s"]),
    st.sampled_from(["", "x", "a b", "\\n", "č"]),
    st.permutations(["_:c14n0", "_:c14n10"]),
)
def test_pieces_put_together_are_sorted_lines_too(
    lines: list[str], identifier: str, literal: str, labels: list[str]
) -> None:
    texts = tuple(text.encode() for text in (identifier, literal, *labels))

    together = as_one(pieces_of(lines, MARKERS), MARKERS)

    full = compiled_pieces(lines, MARKERS, 2).filled(texts)
    filled = compiled_pieces(together, MARKERS, 2).filled(texts)
    assert b"".join(sorted(filled)) == b"".join(sorted(line + b"\n" for line in full))

"""Pieces with gaps, filled at once."""

from contexts.shapes.formats import compiled_pieces
from contexts.shapes.markers import Markers

MARKERS = Markers("n")


def test_gaps_are_filled_with_slots_first_and_nodes_after_them() -> None:
    pieces = compiled_pieces(
        [f"{MARKERS.node(0)} <{MARKERS.slot(1)}>", f'"{MARKERS.slot(0)}"@sl', "fixed"], MARKERS, 2
    )

    assert pieces.filled((b"a", b"b", b"_:c14n0")) == [b"_:c14n0 <b>", b'"a"@sl', b"fixed"]


def test_one_gap_alone() -> None:
    assert compiled_pieces([MARKERS.slot(0)], MARKERS, 1).filled((b"%s",)) == [b"%s"]


def test_percent_signs_stay() -> None:
    pieces = compiled_pieces(["100 % %s %(x)s %%", f"%{MARKERS.slot(0)}%"], MARKERS, 1)

    assert pieces.filled((b"5 %",)) == [b"100 % %s %(x)s %%", b"%5 %%"]


def test_pieces_without_gaps_keep_their_percent_signs() -> None:
    assert compiled_pieces(["50 %"], MARKERS, 0).filled(()) == [b"50 %"]


def test_no_pieces() -> None:
    assert compiled_pieces([], MARKERS, 0).filled((b"x",)) == []

"""Lines that stand together in this order whatever is filled in: one piece, which is sorted as one.

The lines of one subject stand together, by predicate. Only among several lines of one predicate
does the order depend on what is filled in; each of those is a piece of its own.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from contexts.shapes.markers import Markers


def pieces_of(lines: Sequence[str], markers: Markers) -> list[str]:
    """Put lines (without line feed) together to pieces, in which every line ends in one.

    The same line twice stays there twice. No text in a slot makes two subjects the same.
    """
    pieces: list[str] = []
    grows: str | None = None
    """The subject of the last piece, while further lines may join it."""
    by_subject_and_predicate = sorted(lines, key=_subject_and_predicate)
    for (subject, _), run in groupby(by_subject_and_predicate, _subject_and_predicate):
        written = [f"{line}\n" for line in sorted(run)]
        if len(written) > 1 and any(_object_varies(line, markers) for line in written):
            pieces += written
            grows = None
        elif subject == grows:
            pieces[-1] += "".join(written)
        else:
            pieces.append("".join(written))
            grows = subject
    return pieces


def as_one(pieces: Sequence[str], markers: Markers) -> list[str]:
    """Put pieces together that nothing else stands between, if nothing decides their order.

    They are in one order for ever where each differs from the next before its first gap.
    """
    gap = markers.pattern()
    heads = sorted((gap.split(piece, 1)[0], piece) for piece in pieces)
    settled = all(not after.startswith(before) for (before, _), (after, _) in pairwise(heads))
    return ["".join(piece for _, piece in heads)] if settled else list(pieces)


def _subject_and_predicate(line: str) -> tuple[str, str]:
    subject, predicate, _ = line.split(" ", 2)
    return subject, predicate


def _object_varies(line: str, markers: Markers) -> bool:
    return markers.pattern().search(line.split(" ", 2)[2]) is not None

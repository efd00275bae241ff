"""Rows on their way to a badge: rendered, and sorted by what their canonical forms share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contexts import JsonObject
from issuer.cohort.row_shape import Shape, shape_of
from issuer.rendering.frame import Frame
from issuer.rendering.frames import frame_of
from issuer.rendering.material import Material
from issuer.rendering.open_badge import render_row


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, rendered into the members that are its own."""

    number: int
    """Its place among the rows."""
    material: Material
    members: JsonObject
    texts: list[str]
    """What stands in the slots of its shape."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one frame and one shape: one template fits them all."""

    frame: Frame
    shape: Shape
    drafts: list[Draft]


def grouped(rows: Sequence[Material]) -> list[Group]:
    """Render the rows' own members, and put together what differs in texts only."""
    groups: dict[tuple[int, Shape], Group] = {}
    for number, row in enumerate(rows):
        frame = frame_of(row)
        texts: list[str] = []
        members = render_row(row, frame)
        shape = shape_of(members, texts)
        group = groups.get((id(frame), shape))
        if group is None:
            group = groups[id(frame), shape] = Group(frame, shape, [])
        group.drafts.append(Draft(number, row, members, texts))
    return list(groups.values())

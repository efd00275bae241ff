"""The templates of this process: one for each frame and shape that enough rows have had."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from contexts import CanonicalTemplate, ContextsError, JsonObject, NotCompilable, compile_template
from issuer.cohort.drafts import Group
from issuer.cohort.row_shape import Shape, places_of
from issuer.json_bytes import json_bytes
from issuer.rendering.frame import Frame, framed

ROWS_THAT_PAY = 16
"""To compile a template costs as much as to issue about so many rows one by one."""
MOST_KEPT = 64
"""Each takes some hundred kilobytes; a school has few programmes at work at a time."""

_Key: TypeAlias = tuple[bytes, Shape]


@dataclass(slots=True)
class Templates:
    """Templates by the content of the frame and the shape of the row; the oldest goes first."""

    _kept: OrderedDict[_Key, CanonicalTemplate | None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def template(self, group: Group) -> CanonicalTemplate | None:
        """Give the template of a group, compiled if that pays; None where there is none."""
        key = (_digest(group.frame), group.shape)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        if len(group.drafts) < ROWS_THAT_PAY:
            return None
        template = _compiled(framed(group.frame, group.drafts[0].members), group.shape)
        self._keep(key, template)
        return template

    def drop(self, group: Group) -> None:
        """Never use the template of this group again."""
        self._keep((_digest(group.frame), group.shape), None)

    def _keep(self, key: _Key, template: CanonicalTemplate | None) -> None:
        with self._lock:
            self._kept[key] = template
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _digest(frame: Frame) -> bytes:
    content: Sequence[JsonObject] = (frame.badge, frame.subject)
    return hashlib.sha256(b"".join(map(json_bytes, content))).digest()


def _compiled(example: JsonObject, shape: Shape) -> CanonicalTemplate | None:
    try:
        return compile_template(example, list(places_of(shape)))
    except (NotCompilable, ContextsError):
        return None

"""The templates of this process: one for each frame and shape that enough rows have had."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from contexts import CanonicalTemplate, ContextsError, JsonObject, NotCompilable, compile_template
from issuer.cohort.bodies import BodyForm, body_form
from issuer.cohort.drafts import Group
from issuer.cohort.row_shape import Shape, places_of
from issuer.json_bytes import json_bytes
from issuer.rendering.frame import Frame, framed

ROWS_THAT_PAY = 16
"""To compile a template costs as much as to issue about so many rows one by one."""
MOST_KEPT = 64
"""Each takes some hundred kilobytes; a school has few programmes at work at a time."""

_Key: TypeAlias = tuple[bytes, Shape]


@dataclass(frozen=True, slots=True)
class Template:
    """Badges of one frame and shape in both forms, up to the texts of their rows."""

    canonical: CanonicalTemplate
    body: BodyForm

    def fill(self, texts: list[str]) -> tuple[bytes, bytes]:
        """Return the badge with these texts in its slots as JSON, and its canonical form.

        Raises Fallback where the canonical form is not certain.
        """
        canonical = self.canonical.fill_bytes(texts)
        return self.body.filled(texts), canonical


@dataclass(slots=True)
class Templates:
    """Templates by the content of the frame and the shape of the row; the oldest goes first."""

    _kept: OrderedDict[_Key, Template | None] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def template(self, group: Group) -> Template | None:
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

    def _keep(self, key: _Key, template: Template | None) -> None:
        with self._lock:
            self._kept[key] = template
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def _digest(frame: Frame) -> bytes:
    content: Sequence[JsonObject] = (frame.badge, frame.subject)
    return hashlib.sha256(b"".join(map(json_bytes, content))).digest()


def _compiled(example: JsonObject, shape: Shape) -> Template | None:
    slots = list(places_of(shape))
    try:
        return Template(compile_template(example, slots), body_form(example, slots))
    except (NotCompilable, ContextsError):
        return None

"""Frames that were rendered: what all badges of an edition have in common is rendered once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TypeAlias

from contexts import Engine, engine_in_use
from issuer.rendering.frame import Frame, render_frame
from issuer.rendering.material import Material

_Key: TypeAlias = tuple[str, int, str, str, str]

_MOST = 64
"""Some ten kilobytes each; a school has few programmes at work at a time."""


class Frames:
    """The frames of the editions used last, each with what it was rendered from."""

    def __init__(self) -> None:
        self._kept: OrderedDict[_Key, tuple[Material, Frame]] = OrderedDict()
        self._lock = Lock()

    def of(self, row: Material) -> Frame:
        """Give the frame of a row's edition. It is shared: nobody may change it."""
        key = (row.version.id, row.version.revision, row.profile.id, row.language, row.base_url)
        if engine_in_use() is Engine.PLAIN:
            return render_frame(row)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and _same_edition(row, kept[0]):
            return kept[1]
        frame = render_frame(row)
        with self._lock:
            self._kept[key] = (row, frame)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return frame


_FRAMES = Frames()


def frame_of(row: Material) -> Frame:
    """Give the frame of a row's edition from those that all of this process share."""
    return _FRAMES.of(row)


def _same_edition(row: Material, other: Material) -> bool:
    """Compare all that a frame is rendered from, and not only what names it."""
    return (
        (row.version is other.version or row.version == other.version)
        and row.profile == other.profile
        and row.language == other.language
        and row.base_url == other.base_url
    )

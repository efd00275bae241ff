"""A picture that takes too long is left out; what takes too long without one is said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ParamSpec, TypeVar

import pytest

from app.problems import ApiProblem
from app.takeaway.press import Press
from app.workers import WorkerStopped

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Drawn:
    """Something to draw: a picture, and words around it, either of which may take for ever."""

    picture: str | None
    words: str = ""

    def without_own_picture(self) -> Drawn:
        """Give the words alone."""
        return replace(self, picture=None)


def draw(given: Drawn) -> bytes:
    """Draw, or stop as a worker does whose time is over."""
    if "endless" in (given.picture, given.words):
        raise WorkerStopped
    return str(given.picture).encode()


class Here:
    """Does the work at once, in this process."""

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Do the work."""
        return work(*args, **kwargs)


def drawn(given: Drawn) -> bytes:
    return asyncio.run(Press(Here()).draw(draw, given))


def test_a_picture_is_drawn_and_one_without_end_left_out() -> None:
    assert drawn(Drawn("logo")) == b"logo"
    assert drawn(Drawn("endless")) == b"None"


def test_what_never_ends_even_so_is_said() -> None:
    with pytest.raises(ApiProblem) as caught:
        drawn(Drawn("logo", words="endless"))
    assert caught.value.kind.code == "NOT_READY"

"""A picture that takes too long is left out; what takes too long without one is said."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace

from app.problems import ApiProblem
from app.takeaway.press import Press
from app.workers import Workers


@dataclass(frozen=True)
class Drawn:
    """Something to draw: a picture that takes its time, and the words around it."""

    seconds: float
    words: float = 0.0

    def without_own_picture(self) -> Drawn:
        """Give the words alone."""
        return replace(self, seconds=0.0)


def draw(given: Drawn) -> bytes:
    time.sleep(given.seconds + given.words)
    return f"{given.seconds}".encode()


def drawn(*given: Drawn) -> list[bytes | BaseException]:
    async def draw_all() -> list[bytes | BaseException]:
        async with Workers(1, seconds=0.5) as workers:
            press = Press(workers)
            return [await _outcome(press, one) for one in given]

    return asyncio.run(draw_all())


async def _outcome(press: Press, given: Drawn) -> bytes | BaseException:
    try:
        return await press.draw(draw, given)
    except ApiProblem as problem:
        return problem


def test_what_takes_too_long_is_drawn_without_it_or_said() -> None:
    good, slow, hopeless = drawn(Drawn(0.01), Drawn(5), Drawn(5, words=5))
    assert (good, slow) == (b"0.01", b"0.0")
    assert isinstance(hopeless, ApiProblem)
    assert hopeless.kind.code == "NOT_READY"

"""Answers that are kept: of keys and key documents, which thousands of credentials share.

Only functions that give the same answer for the same arguments, and whose answer nobody changes.
The naive path (`Engine.PLAIN`) goes without.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from contexts import Engine, engine_in_use

MOST = 256
"""Answers of one function; the ones not asked for longest go first."""
LONGEST = 16_384
"""Of a text or bytes that are asked about: what strangers send does not fill the memory."""

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def remembered(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Keep a function's answers by its arguments, which are hashable; errors are not kept."""
    kept = lru_cache(maxsize=MOST)(function)

    @wraps(function)
    def recalled(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        if engine_in_use() is Engine.PLAIN or any(map(_is_long, args)):
            return function(*args, **kwargs)
        return kept(*args, **kwargs)  # type: ignore[arg-type]  # hashable, as the docstring says

    return recalled


def _is_long(argument: object) -> bool:
    return isinstance(argument, str | bytes) and len(argument) > LONGEST

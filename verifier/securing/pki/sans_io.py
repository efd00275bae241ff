"""Run a library's coroutine that has nothing to wait for: no event loop, no socket, no thread.

pyHanko's validators are coroutines because they could fetch; ours are given all they may use.
"""

from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


def completed(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Give the coroutine's result; a coroutine that waits for anything is a bug."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: Result = done.value
        return result
    coroutine.close()
    raise RuntimeError("The core was asked to wait for something.")

"""Memory that is free again goes back to the system, and not only to the next who asks for some.

The C library keeps what lies between pieces that are still in use: after a chunk of a thousand
signed credentials 40 MiB, of which the next process could make use.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable


def give_back() -> None:
    """Give free memory back, in some milliseconds. Does nothing where the C library cannot."""
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:  # glibc's
        trim(0)

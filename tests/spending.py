"""A bound on what something may cost in processor time, for a busy machine says nothing of us."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def spending_at_most(seconds: float) -> Iterator[None]:
    """Fail when what this thread does in the block costs more."""
    before = time.thread_time()
    yield
    spent = time.thread_time() - before
    assert spent < seconds, f"{spent:.2f} s of processor time"

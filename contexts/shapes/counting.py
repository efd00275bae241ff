"""What compiled shapes did. A hit rate that drops is a changed producer or an attack."""

from collections import Counter
from collections.abc import Mapping
from threading import Lock

_LOCK = Lock()
_COUNTED: Counter[str] = Counter()


def count(name: str) -> None:
    """Count one event of this process."""
    with _LOCK:
        _COUNTED[name] += 1


def counters() -> Mapping[str, int]:
    """Return how often each event happened in this process.

    `hits`, `compilations`, `outlines`, `fallbacks.<reason>` (values that a shape could not take),
    `refusals.<reason>` (documents of which no shape is made).
    """
    with _LOCK:
        return dict(_COUNTED)

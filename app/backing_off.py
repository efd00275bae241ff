"""How long to wait before what failed is tried again."""

from datetime import timedelta

_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=6)
_MOST_DOUBLINGS = 12


def waiting_time(attempts: int) -> timedelta:
    """Wait twice as long after each failed attempt, up to some hours."""
    doubled: timedelta = _FIRST_WAIT * 2 ** min(attempts - 1, _MOST_DOUBLINGS)
    return min(doubled, _LONGEST_WAIT)

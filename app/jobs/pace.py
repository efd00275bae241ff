"""How often is looked, and how long is waited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds, and how often."""

    looked: float = 1.0
    """Between two looks for what is due, where nobody tells."""
    heartbeat: float = 5.0
    """Between two signs of life of a process that works."""
    given_up: float = 20.0
    """Without a sign of life; then others take over what it had begun."""
    first_wait: float = 1.0
    """After a first failure; doubled after each further one."""
    longest_wait: float = 300.0
    most_failures: int = 20
    """Of one job, over about an hour; then its batch stops, and can be resumed."""

    def wait(self, failures: int) -> float:
        """Wait so long after that many failures of one job."""
        return min(self.first_wait * 2.0 ** min(failures - 1, 20), self.longest_wait)


PACE = Pace()
STOPPED = "JOB_FAILED"
"""Why such a batch stopped: the log of the service says more."""

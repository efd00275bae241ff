"""A clock that the demonstration's story turns: what it tells happened over some months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class StoryClock:
    """Stands still until the story goes on."""

    moment: datetime

    def now(self) -> datetime:
        """Give the story's present."""
        return self.moment

    def goes_on(self, **time: float) -> None:
        """Let time pass: days, hours, minutes."""
        self.moment += timedelta(**time)

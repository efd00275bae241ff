"""The one reader of the clock, and the one source of ids, tokens and random places."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tell the time."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC, with microseconds."""
        ...


class Ids(Protocol):
    """Give what must be new: ids, tokens, places drawn at random."""

    def new_id(self) -> str:
        """Give a new UUID as text of 36 characters."""
        ...

    def new_token(self) -> str:
        """Give 32 random bytes as URL-safe base64, 43 characters: nobody guesses it."""
        ...

    def random_index(self, length: int) -> int:
        """Draw one of `length` places, each as likely as the others."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """Read the machine's clock."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC, with microseconds."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RandomIds:
    """Draw from the operating system's random source."""

    def new_id(self) -> str:
        """Give a random (version 4) UUID as text of 36 characters."""
        return str(uuid.uuid4())

    def new_token(self) -> str:
        """Give 32 random bytes as URL-safe base64, 43 characters."""
        return secrets.token_urlsafe(32)

    def random_index(self, length: int) -> int:
        """Draw one of `length` places, each as likely as the others."""
        return secrets.randbelow(length)

"""What the fuzz hands from part to part: a made document, and what a program says of it."""

from dataclasses import dataclass
from typing import Protocol

from contexts import JsonObject


@dataclass(frozen=True, slots=True)
class Sample:
    """A made document, and what repeats it."""

    seed: int
    family: int
    variant: int
    original: str
    """The name of the document it was made from."""
    document: JsonObject

    def __str__(self) -> str:
        """Say where the document comes from."""
        return f"seed {self.seed}, family {self.family}, variant {self.variant} ({self.original})"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one program makes of a document: canonical N-Quads, or a refusal."""

    nquads: str | None = None
    refusal: str | None = None
    """Why it was refused. Of our own engines: the code and the whole sentence."""
    fault: str | None = None
    """What went wrong in the program itself."""


class Canonicalize(Protocol):
    """Our door, or what a test puts in its place."""

    def __call__(self, document: JsonObject, /) -> str:
        """Give the canonical N-Quads; raise a ContextsError."""

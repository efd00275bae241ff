"""What one column of a school's file can mean."""

from __future__ import annotations

from dataclasses import dataclass

from issuer.model.text import Text


@dataclass(frozen=True, slots=True)
class Field:
    """What one column can mean."""

    name: str
    heading: Text
    """As the template writes it."""
    explanation: Text
    also: tuple[str, ...] = ()
    """Other headings that mean the same, in plain form: see `issuer.batch.headings.plain`."""
    example: str = ""
    path: str = ""
    """JSON Pointer (RFC 6901) into the order of a single credential."""

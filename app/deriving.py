"""Showing a part of a credential, as work for a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from contexts import JsonObject
from verifier.securing.deriving import NotDerivable, derive


@dataclass(frozen=True, slots=True)
class Derived:
    """What became of it: one of the two is there."""

    credential: JsonObject | None = None
    refusal: str = ""
    """Why no part of the credential can be shown."""


def derived(document: JsonObject, selective_pointers: Sequence[str], *, sandbox: bool) -> Derived:
    """Derive, or say why not; workers hand back values and no exceptions."""
    try:
        return Derived(derive(document, selective_pointers, sandbox=sandbox))
    except NotDerivable as refusal:
        return Derived(refusal=str(refusal))

"""Preparing a stranger's document for a signature, as work for a worker process."""

from __future__ import annotations

from dataclasses import dataclass

from contexts import JsonObject
from issuer.sandbox_securing import Draft, NotSecurable, Wanted, draft


@dataclass(frozen=True, slots=True)
class Drafted:
    """What became of it: one of the two is there."""

    draft: Draft | None = None
    refusal: str = ""


def drafted(document: JsonObject, wanted: Wanted) -> Drafted:
    """Draft, or say why not; workers hand back values and no exceptions. No private key is here."""
    try:
        return Drafted(draft(document, wanted))
    except NotSecurable as refusal:
        return Drafted(refusal=str(refusal))

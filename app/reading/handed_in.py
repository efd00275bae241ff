"""From whatever was handed in to the ways to read it: taken out of its container, then repaired."""

from dataclasses import dataclass

from app.reading.pasted import Reading, Readings, read_pasted
from verifier import Finding
from verifier.containers import Container, unpack
from verifier.containers.unpacking import CONTAINER
from verifier.formats import Format, NotRead
from verifier.judgement import Judged


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a stranger handed in, ready to be judged, or the reason why it cannot be."""

    readings: Readings
    containers: tuple[Container, ...] = ()
    """Where the credential was found, from the outermost to the innermost."""
    finding: Finding | None = None
    """What is to be said of the containers."""
    refusal: Finding | None = None
    """Why nothing can be judged."""
    format: str | None = None
    """With a refusal: what it is, where that is known."""


def read_handed_in(data: bytes) -> HandedIn:
    """Take a credential out of its container, if it is in one, and repair what mail did to it."""
    nothing = Readings((Reading(b""),))
    try:
        unpacked = unpack(data)
    except Judged as judged:
        return HandedIn(nothing, refusal=judged.finding(CONTAINER))
    if not unpacked.containers:
        return HandedIn(read_pasted(data))
    if unpacked.is_open_badges_2:
        known = NotRead(Format.OPEN_BADGES_2)
        refusal, name = known.finding("format"), known.format.value
        return HandedIn(nothing, unpacked.containers, unpacked.finding, refusal, name)
    return HandedIn(read_pasted(unpacked.secured), unpacked.containers, unpacked.finding)

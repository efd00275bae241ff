"""From whatever was handed in to the ways to read it: taken out of its container, then repaired."""

from dataclasses import dataclass

from app.reading.addresses import address_in
from app.reading.pasted import Reading, Readings, read_pasted
from verifier import Finding
from verifier.containers import Container, unpack
from verifier.containers.unpacking import CONTAINER
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
    address: str | None = None
    """It is no credential, but the address of one."""
    is_open_badges_2: bool = False
    """The container marks what is in it as a badge of Open Badges 2.0."""


def read_handed_in(data: bytes) -> HandedIn:
    """Take a credential out of its container, if it is in one, and repair what mail did to it."""
    nothing = Readings((Reading(b""),))
    try:
        unpacked = unpack(data)
    except Judged as judged:
        return HandedIn(nothing, refusal=judged.finding(CONTAINER))
    finding = unpacked.finding if unpacked.containers else None
    address = address_in(unpacked.secured)
    readings = nothing if address else read_pasted(unpacked.secured)
    return HandedIn(
        readings,
        unpacked.containers,
        finding,
        address=address,
        is_open_badges_2=unpacked.is_open_badges_2,
    )

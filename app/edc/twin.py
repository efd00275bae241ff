"""The other credential of the same award, and whether both say the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.sentences import both
from contexts import JsonObject
from verifier import LIMITS
from verifier.edc.flavours import is_edc
from verifier.edc.twins import differences, name_each_other
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.securing.jades import looks_sealed


@dataclass(frozen=True, slots=True)
class Twin:
    """A badge and a European Digital Credential of one award, from our own records."""

    of: str
    """What was handed in: "badge" or "edc"."""
    id: str
    """The other one's."""
    differences: tuple[str, ...]
    """What the two tell differently; never what they tell."""
    name_each_other: bool


def twin_of_documents(handed_in: JsonObject, documents: Sequence[bytes]) -> Twin | None:
    """Find the pair among the documents of one award; None where there is no twin."""
    badge = next((one for one in map(_badge, documents) if one is not None), None)
    edc = next((one for one in map(_edc, documents) if one is not None), None)
    if badge is None or edc is None:
        return None
    sealed = is_edc(handed_in)
    return Twin(
        of="edc" if sealed else "badge",
        id=str((badge if sealed else edc).get("id", "")),
        differences=tuple(each.what for each in differences(badge, edc)),
        name_each_other=name_each_other(badge, edc),
    )


def twin_json(twin: Twin | None) -> JsonObject | None:
    """Write the twin; None for a credential that has none, or is not ours."""
    if twin is None:
        return None
    return {
        "id": twin.id,
        "kind": "badge" if twin.of == "edc" else "edc",
        "sentence": both("twins", twin.of),
        "same": not twin.differences,
        "differences": list(twin.differences),
        "name_each_other": twin.name_each_other,
        "comparison": both("twins", "different" if twin.differences else "same"),
    }


def _badge(document: bytes) -> JsonObject | None:
    read = _read(document)
    return read if read is not None and not looks_sealed(read) else None


def _edc(document: bytes) -> JsonObject | None:
    read = _read(document)
    payload = read.get("payload") if read is not None and looks_sealed(read) else None
    return _read(payload.encode()) if isinstance(payload, str) else None


def _read(document: bytes) -> JsonObject | None:
    try:
        return read_object(document, LIMITS)
    except Judged:  # a token, say
        return None

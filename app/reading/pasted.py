"""From whatever was pasted to the credential in it: as it is if it can be, else repaired."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from app.reading import tokens
from app.reading.encoding import decode_text
from app.reading.json_text import Found, Joining, find_object, next_start
from app.reading.repairs import Repair
from app.reading.unwrapping import STEPS
from contexts import JsonObject
from verifier.json_reading import read_json
from verifier.judgement import Judged
from verifier.limits import LIMITS

_MOST_STARTS = 8
"""Braces at which an object is looked for."""
_MOST_UNCLOSED = 2
"""Those that are never closed cost a pass over all the rest of the text."""
_MOST_WRAPPERS = 3
_WRAPPERS = ("credential", "verifiableCredential", "jwt")
_MEMBERS = frozenset({"@context", "payload", "signatures", *_WRAPPERS})


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the input."""

    secured: bytes
    repairs: tuple[Repair, ...] = ()
    guessed: bool = False
    """A value had to be guessed, so only a good signature shows that it was guessed right."""


@dataclass(frozen=True, slots=True)
class Readings:
    """Every way to read the input that makes sense, the most likely first; never empty."""

    readings: tuple[Reading, ...]
    fault: str | None = None
    """Why it cannot be read: a code of app.submission_problems."""


def read_pasted(data: bytes) -> Readings:
    """Find the credential in what was pasted or uploaded; in time linear in its length.

    What is JSON or a token as it stands is left as it stands, and so is what cannot be understood:
    the verifier says what is wrong with it.
    """
    untouched = Readings((Reading(data),))
    if len(data) > LIMITS.credential_bytes or _is_plainly_a_document(data):
        return untouched
    decoded = decode_text(data)
    if decoded is None:
        return untouched
    text, repairs = decoded[0].strip(), list(decoded[1])
    found = _as_it_stands(text)
    if found and not repairs and not found[0].repairs:
        return untouched
    for repair, undo in STEPS:
        if found or text.startswith("<"):
            break
        undone = undo(text).strip()
        if undone != text:
            text = undone
            repairs.append(repair)
            found = _as_it_stands(text)
    if not found and not text.startswith("<"):
        picked = _unwrapped(text) or _picked(text)
        if isinstance(picked, str):
            return Readings(untouched.readings, picked)
        found = picked
    if not found:
        return untouched
    return Readings(tuple(_with_repairs(found, repairs)))


def _is_plainly_a_document(data: bytes) -> bool:
    """Tell the usual case at once: JSON in UTF-8 with contexts of its own, so nothing wraps it."""
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError:
        return False
    return isinstance(value, dict) and "@context" in value


def _as_it_stands(text: str) -> list[Reading]:
    """Accept JSON or a token without touching it, but for a wrapper around it."""
    if tokens.is_token(text):
        return [Reading(text.encode())]
    if not _is_json(text):
        return []
    secured = text.encode("utf-8", "surrogatepass")
    inner = _inside_wrappers(secured)
    return [Reading(secured) if inner is None else Reading(inner, (Repair.WRAPPER,))]


def _inside_wrappers(secured: bytes) -> bytes | None:
    """Take the credential out of `{"credential": …}` or of a quoted text; None without wrapper."""
    try:
        value = read_json(secured)
    except Judged:
        return None  # the verifier says what is wrong
    taken = 0
    while (inner := _wrapped(value)) is not None and taken < _MOST_WRAPPERS:
        value = inner
        taken += 1
        if isinstance(value, str) and _is_json(value):
            try:
                value = read_json(value.encode())
            except (Judged, UnicodeEncodeError):
                return None
    if not taken:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text.encode()


def _wrapped(value: object) -> str | JsonObject | None:
    if isinstance(value, str) and (tokens.is_token(value.strip()) or _is_json(value)):
        return value.strip()
    if isinstance(value, dict) and "@context" not in value:
        for name in _WRAPPERS:
            inner = value.get(name)
            if isinstance(inner, dict) or (isinstance(inner, str) and inner):
                return inner
    return None


def _unwrapped(text: str) -> list[Reading]:
    token = tokens.unwrapped_token(text)
    return [Reading(token.encode(), (Repair.WRAPPED_TOKEN,))] if token else []


def _picked(text: str) -> list[Reading] | str:
    """Pick the one credential out of other text; a code when there is no such one."""
    if tokens.looks_cut_off(text) or _ends_too_early(text):
        return "TEXT_CUT_OFF"
    objects = _objects(text, Joining.BY_CONTENT)
    if len(objects) > 1:
        return "SEVERAL_CREDENTIALS"
    if objects:
        return list(_ways_to_join(text, objects[0]))
    found = tokens.whole_tokens(text)
    wrapped = not found
    found = found or tokens.wrapped_tokens(text)
    if len(found) > 1:
        return "SEVERAL_CREDENTIALS"
    repairs = (Repair.WRAPPED_TOKEN,) if wrapped else ()
    around = (Repair.SURROUNDING_TEXT,)
    return [Reading(token.encode(), (*repairs, *around), guessed=wrapped) for token in found]


def _objects(text: str, joining: Joining) -> list[Found]:
    """Give the different credentials in the text, mended; objects inside one are not looked at."""
    found: dict[str, Found] = {}
    start = next_start(text, 0)
    unclosed = 0
    for _ in range(_MOST_STARTS):
        if start is None or unclosed == _MOST_UNCLOSED:
            break
        mended = find_object(text, start, joining)
        unclosed += mended is None
        if mended is None or not _is_credential(mended.text):
            start = next_start(text, start + 1)
            continue
        if text[:start].strip() or text[mended.end :].strip():
            mended.repairs.add(Repair.SURROUNDING_TEXT)
        found.setdefault(mended.text, mended)
        start = next_start(text, mended.end)
    return list(found.values())


def _ways_to_join(text: str, likely: Found) -> Iterator[Reading]:
    """Give the likely reading, then those with line breaks joined otherwise."""
    seen = set()
    ways = list(Joining) if Repair.LINE_BREAKS in likely.repairs else [Joining.BY_CONTENT]
    for way in ways:
        for mended in _objects(text, way)[:1]:
            if mended.text not in seen:
                seen.add(mended.text)
                for reading in _as_it_stands(mended.text):
                    yield Reading(
                        reading.secured,
                        (*_in_order(mended.repairs), *reading.repairs),
                        guessed=mended.guessed,
                    )


def _with_repairs(found: Iterable[Reading], repairs: list[Repair]) -> Iterator[Reading]:
    for reading in found:
        yield Reading(reading.secured, (*repairs, *reading.repairs), guessed=reading.guessed)


def _in_order(repairs: set[Repair]) -> list[Repair]:
    return [repair for repair in Repair if repair in repairs]


def _is_json(text: str) -> bool:
    """Tell whether the text is JSON in form; its limits are the verifier's to judge."""
    if not text.startswith(("{", "[", '"')):
        return False
    try:
        json.loads(text)
    except json.JSONDecodeError:
        return False
    except (RecursionError, ValueError):  # too deep, or a number of thousands of digits
        return True
    return True


def _is_credential(text: str) -> bool:
    try:
        value = json.loads(text)
    except (RecursionError, ValueError):
        return False
    return isinstance(value, dict) and not _MEMBERS.isdisjoint(value)


def _ends_too_early(text: str) -> bool:
    """Tell whether the text is the beginning of an object that never ends."""
    start = next_start(text, 0)
    return start == 0 and find_object(text, 0, Joining.DIRECTLY) is None

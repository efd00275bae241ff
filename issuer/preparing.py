"""Render and check: only what passes here can be signed, because only here a Prepared is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import orjson

from contexts import (
    ContextsError,
    JsonObject,
    JsonValue,
    canonical_bytes,
    canonical_in_full,
    schema_errors,
)
from issuer.badge_rules import broken_rules
from issuer.errors import PreparationFailed
from issuer.json_bytes import json_bytes
from issuer.rendering.frame import SCHEMA, framed
from issuer.rendering.frames import frame_of
from issuer.rendering.material import Material
from issuer.rendering.open_badge import render, render_row
from verifier.cryptosuites import canonical_digest
from verifier.json_reading import read_object
from verifier.judgement import Judged

_MADE_HERE = object()


class Prepared:
    """A rendered and checked badge; only this module makes one."""

    __slots__ = ("body", "content", "digest")

    def __init__(self, document: JsonObject, body: bytes, digest: bytes, made_here: object) -> None:
        if made_here is not _MADE_HERE:
            raise TypeError("only issuer.preparing makes a Prepared: call prepare()")
        self.body = body
        """The unsigned document as JSON; what `record_intent` keeps."""
        self.content: Mapping[str, JsonValue] = document
        """The same document, to be read and not to be changed."""
        self.digest = digest
        """SHA-256 of its canonical statements (RDFC-1.0): what the proof will be over."""

    @property
    def document(self) -> JsonObject:
        """Give the unsigned document: a fresh copy at each call."""
        document: JsonObject = orjson.loads(self.body)
        return document


def prepare(material: Material, *, in_full: bool = False) -> Prepared:
    """Render an award as an Open Badge and check it. Raises PreparationFailed.

    `in_full` takes no short cut, whatever frames are rendered and shapes are compiled.
    """
    try:
        body = json_bytes(render(material) if in_full else _rendered(material))
    except ValueError as error:
        raise PreparationFailed("A text of the badge has half a character in it.") from error
    return _checked(body, _in_full if in_full else canonical_bytes)


def _rendered(material: Material) -> JsonObject:
    frame = frame_of(material)
    return framed(frame, render_row(material, frame))


def prepare_filled(document: JsonObject, body: bytes, canonical: bytes) -> Prepared:
    """Check a badge that was written and canonicalized by a template. Raises PreparationFailed.

    Whoever made these forms answers for them; the self-check will not believe either.
    """
    _require_schema(document)
    _require_rules(document)
    return Prepared(document, body, canonical_digest(canonical), _MADE_HERE)


def recall(body: bytes) -> Prepared:
    """Take up a document that an earlier intent recorded; it is checked again.

    Raises PreparationFailed.
    """
    return _checked(body, canonical_bytes)


def _in_full(document: JsonObject) -> bytes:
    return canonical_in_full(document).encode()


def _checked(body: bytes, transform: Callable[[JsonObject], bytes]) -> Prepared:
    try:
        document = read_object(body)  # within the limits that every verifier of ours keeps
        _require_schema(document)
        _require_rules(document)
        digest = canonical_digest(transform(document))
    except Judged as error:
        raise PreparationFailed(
            f"The badge can not be read back: {error.problem.detail}"
        ) from error
    except ContextsError as error:
        raise PreparationFailed(f"The badge can not be signed: {error.sentence}") from error
    return Prepared(document, json_bytes(document), digest, _MADE_HERE)


def _require_schema(document: JsonObject) -> None:
    errors = schema_errors(_with_one_status(document), SCHEMA)
    if errors:
        found = f"{errors[0].path} {errors[0].message}"
        raise PreparationFailed(f"The badge does not have the form of an Open Badge: {found}.")


def _require_rules(document: JsonObject) -> None:
    broken = broken_rules(document)
    if broken:
        raise PreparationFailed(f"The badge breaks a rule: {broken[0]}.")


def _with_one_status(document: JsonObject) -> JsonObject:
    """Put the revocation entry alone in place: the OB schema admits one object (ADR 0004)."""
    status = document.get("credentialStatus")
    return {**document, "credentialStatus": status[0]} if isinstance(status, list) else document

"""Render and check: only what passes here can be signed, because only here a Prepared is made."""

from __future__ import annotations

import json

from contexts import ContextsError, JsonObject, canonicalize, schema_errors
from issuer.badge_rules import broken_rules
from issuer.errors import PreparationFailed
from issuer.json_bytes import json_bytes
from issuer.rendering.material import Material
from issuer.rendering.open_badge import SCHEMA, render
from verifier.json_reading import read_object
from verifier.judgement import Judged

_MADE_HERE = object()


class Prepared:
    """A rendered and checked badge; `prepare` and `recall` alone make one."""

    __slots__ = ("body",)

    def __init__(self, body: bytes, made_here: object) -> None:
        if made_here is not _MADE_HERE:
            raise TypeError("only issuer.preparing makes a Prepared: call prepare()")
        self.body = body
        """The unsigned document as JSON; what `record_intent` keeps."""

    @property
    def document(self) -> JsonObject:
        """Give the unsigned document: a fresh copy at each call."""
        document: JsonObject = json.loads(self.body)
        return document


def prepare(material: Material) -> Prepared:
    """Render an award as an Open Badge and check it. Raises PreparationFailed."""
    return _checked(json_bytes(render(material)))


def recall(body: bytes) -> Prepared:
    """Take up a document that an earlier intent recorded; it is checked again.

    Raises PreparationFailed.
    """
    return _checked(body)


def _checked(body: bytes) -> Prepared:
    try:
        document = read_object(body)  # within the limits that every verifier of ours keeps
        _require_schema(document)
        _require_rules(document)
        canonicalize(document)
    except Judged as error:
        raise PreparationFailed(
            f"The badge can not be read back: {error.problem.detail}"
        ) from error
    except ContextsError as error:
        raise PreparationFailed(f"The badge can not be signed: {error.sentence}") from error
    return Prepared(body, _MADE_HERE)


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

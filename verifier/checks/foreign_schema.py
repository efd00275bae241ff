"""A schema that is not bundled: fetch it as a need, and apply it within bounds.

W3C VC JSON Schema, section 4: digests first, then the schema by its own edition; one that cannot be
applied in full leaves the check open. What a schema itself refers to is never fetched.
"""

from collections.abc import Mapping
from dataclasses import replace

from contexts import (
    JsonObject,
    NotASchema,
    SchemaError,
    SchemaNotApplied,
    SchemaRefersElsewhere,
    SchemaTooComplex,
    UnknownDialect,
    given_schema_errors,
)
from verifier.checks.schema_credential import SignedSchema, schema_of_credential
from verifier.checks.schema_entry import SchemaEntry
from verifier.inquiry import Inquiry
from verifier.integrity import has_digests
from verifier.json_reading import read_object
from verifier.judgement import Judged, shown, undecided
from verifier.resources import Kind

CHECK = "schema"
_CODES: Mapping[type[SchemaNotApplied], str] = {
    NotASchema: "SCHEMA_UNREADABLE",
    UnknownDialect: "SCHEMA_DIALECT_UNKNOWN",
    SchemaRefersElsewhere: "SCHEMA_REFERS_ELSEWHERE",
    SchemaTooComplex: "SCHEMA_TOO_COMPLEX",
}


def apply_foreign(
    document: JsonObject, entry: SchemaEntry, inquiry: Inquiry
) -> tuple[tuple[SchemaError, ...], str | None]:
    """Say how a document breaks the schema, and who signed that, if anybody; raise Judged."""
    if not entry.url.startswith("https://"):
        raise undecided(
            "SCHEMA_UNKNOWN",
            f"The schema {shown(entry.url)} is not known here and has no address where it could be "
            "fetched, so it was not applied.",
            url=shown(entry.url),
        )
    body = inquiry.fetched(entry.url, Kind.SCHEMA, CHECK).body
    if not has_digests(body, list(entry.digests)):
        raise undecided(
            "SCHEMA_DIGEST_MISMATCH",
            f"What stands at {shown(entry.url)} is not the schema that the credential was made "
            "for, so it was not applied.",
            url=shown(entry.url),
        )
    if len(body) > inquiry.limits.schema_bytes:
        raise _not_applied(entry, "SCHEMA_TOO_COMPLEX", "it is larger than is read here")
    found = _read(entry, body, inquiry)
    try:
        errors = given_schema_errors(
            document, found.schema, work=inquiry.schema_work, default=entry.default
        )
    except SchemaNotApplied as stopped:
        raise _not_applied(entry, _CODES[type(stopped)], stopped.why) from stopped
    return errors, found.signer


def _read(entry: SchemaEntry, body: bytes, inquiry: Inquiry) -> SignedSchema:
    if entry.in_a_credential:
        return schema_of_credential(entry, body, inquiry)
    try:
        # A schema nests twice as deep as what it describes.
        limits = replace(inquiry.limits, depth=2 * inquiry.limits.depth)
        return SignedSchema(read_object(body, limits), None)
    except Judged as stopped:
        raise _not_applied(entry, "SCHEMA_UNREADABLE", stopped.problem.detail) from stopped


def _not_applied(entry: SchemaEntry, code: str, why: str) -> Judged:
    return undecided(
        code,
        f"The schema at {shown(entry.url)} was not applied: {shown(why.rstrip('.'), 300)}.",
        url=shown(entry.url),
    )

"""A schema as a credential: who signed it, and does it hold?

W3C VC JSON Schema, section 2.2. Anybody may publish schemas for everybody, so it may be another
issuer than the credential's; the report says so. It is verified like a credential: signature,
contexts, period and status.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from contexts import JsonObject
from verifier.checks.context import check_context
from verifier.checks.proof import prove
from verifier.checks.schema_entry import SchemaEntry
from verifier.checks.status import check_status
from verifier.checks.validity import check_validity
from verifier.data_model import issuer_of, subjects_of, types_of
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, shown, undecided
from verifier.parse import parse
from verifier.report import Finding, Outcome
from verifier.resources import Kind


@dataclass(frozen=True, slots=True)
class SignedSchema:
    """A schema that was read, and who vouches for its text."""

    schema: JsonObject
    signer: str | None
    """None for a bare schema, which stands for itself."""


def schema_of_credential(entry: SchemaEntry, body: bytes, inquiry: Inquiry) -> SignedSchema:
    """Give the schema that a credential is about, once that holds; raise Judged."""
    try:
        parsed = parse(body, inquiry.limits)
    except Judged as stopped:
        raise _invalid(entry, stopped.problem.code, stopped.problem.detail) from stopped
    if parsed.is_presentation or "JsonSchemaCredential" not in types_of(parsed.document):
        raise _invalid(entry, "TYPE_MISSING", "It is no JsonSchemaCredential.")
    for finding in _findings(parsed, inquiry):
        if finding.problem and finding.outcome is not Outcome.PASSED:
            raise _invalid(entry, finding.problem.code, finding.problem.detail)
    subjects = subjects_of(parsed.document)
    schema = subjects[0].get("jsonSchema")
    if len(subjects) != 1 or not isinstance(schema, dict):
        raise _invalid(entry, "MALFORMED_VALUE", "It is not about one schema.")
    return SignedSchema(schema, issuer_of(parsed.document))


def _findings(parsed: Parsed, inquiry: Inquiry) -> Iterator[Finding]:
    """Give what is found of it, in the order of every credential; the first reason counts."""
    proven = prove(parsed, inquiry, Kind.SCHEMA_ISSUER_DOCUMENT)
    yield from proven.findings
    yield check_context(parsed, inquiry, proven.facts.securing)
    yield from check_validity(parsed.document, inquiry.now)
    yield from check_status(parsed, frozenset({issuer_of(parsed.document)}), inquiry)


def _invalid(entry: SchemaEntry, cause: str, detail: str) -> Judged:
    return undecided(
        "SCHEMA_CREDENTIAL_INVALID",
        f"The signed schema at {shown(entry.url)} does not hold, so it was not applied: {detail}",
        url=shown(entry.url),
        cause=cause,
    )

"""Step 5, form: JSON Schema, by the bundled ones first, and by those a credential names.

A badge is always judged by the Open Badges schema, named or not. Every other schema it names is a
bundled one or is fetched; where that cannot be applied, the check stays open.
"""

from contexts import JsonObject, SchemaError, schema_errors, schema_urls
from verifier.checks.context import is_badge, is_endorsement
from verifier.checks.foreign_schema import CHECK, apply_foreign
from verifier.checks.schema_entry import SchemaEntry, read_schema_entry
from verifier.data_model import VCDM_1_1, as_list, issuer_of, model_of
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.known_forms import Known
from verifier.report import Finding

_SCHEMAS = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
BADGE_SCHEMA = _SCHEMAS + "ob_v3p0_achievementcredential_schema.json"
ENDORSEMENT_SCHEMA = _SCHEMAS + "ob_v3p0_endorsementcredential_schema.json"
ANY_BADGE_SCHEMA = _SCHEMAS + "ob_v3p0_anyachievementcredential_schema.json"
"""For badges of data model 1.1, which the other one does not allow."""
_MOST_SHOWN = 5
_MOST_SCHEMAS = 8


def check_schema(
    document: JsonObject, inquiry: Inquiry, known: Known | None = None
) -> tuple[Finding, ...]:
    """Judge the credential by its schemas: one finding each, at least one.

    `known` saves the Open Badges schema where all documents of this form are valid by it.
    """
    own = _badge_schema(document)
    findings = [_badge_finding(document, own, known)] if own else []
    named = as_list(document["credentialSchema"]) if "credentialSchema" in document else []
    foreign = 0
    for item in named[:_MOST_SCHEMAS]:
        try:
            entry = read_schema_entry(item)
            foreign += entry.url not in schema_urls()
            if foreign > inquiry.limits.schemas:
                findings.append(_too_many(inquiry.limits.schemas))
                break
            if entry.url != own or entry.digests:
                findings.append(_named(document, entry, inquiry))
        except Judged as stopped:
            findings.append(stopped.finding(CHECK))
    if len(named) > _MOST_SCHEMAS:
        findings.append(_too_many(_MOST_SCHEMAS))
    return tuple(findings) or (passed(CHECK),)


def _too_many(most: int) -> Finding:
    too_many = f"The credential names more than {most} schemas; the others were not applied."
    return undecided("LIMIT_EXCEEDED", too_many).finding(CHECK)


def _named(document: JsonObject, entry: SchemaEntry, inquiry: Inquiry) -> Finding:
    """Judge by a schema that the credential names; raise Judged where it cannot be applied."""
    if entry.url in schema_urls():
        found = _finding(document, entry.url)
        return found if found.problem or not entry.digests else _not_compared(entry)
    errors, signer = apply_foreign(document, entry, inquiry)
    if errors or signer in {None, issuer_of(document)}:
        return _told_of(errors, shown(entry.url))
    return noticed(
        CHECK,
        "SCHEMA_ISSUER_OTHER",
        f"The credential has the form it promises. The schema for that is signed by "
        f"{shown(signer)}, not by the credential's issuer.",
        url=shown(entry.url),
        signer=shown(signer),
    )


def _not_compared(entry: SchemaEntry) -> Finding:
    # Bundled schemas are our own words for what the published ones ask.
    return noticed(
        CHECK,
        "SCHEMA_DIGEST_NOT_COMPARED",
        f"The credential has the form that {entry.url} asks for. It also states a digest of that "
        "schema, which was not compared: this schema is built in here and not fetched.",
        url=entry.url,
    )


def _badge_schema(document: JsonObject) -> str | None:
    if is_endorsement(document) and model_of(document) is not VCDM_1_1:
        return ENDORSEMENT_SCHEMA
    if not is_badge(document):
        return None
    return ANY_BADGE_SCHEMA if model_of(document) is VCDM_1_1 else BADGE_SCHEMA


def _badge_finding(document: JsonObject, schema: str, known: Known | None) -> Finding:
    """Judge a badge; several status entries are legal in VCDM and not in the OB schema."""
    statuses = document.get("credentialStatus")
    if not isinstance(statuses, list) or not statuses:
        if known and known.form.is_valid(schema):
            return passed(CHECK, url=schema)
        return _finding(document, schema)
    for status in statuses:
        finding = _finding({**document, "credentialStatus": status}, schema)
        if finding.problem:
            return finding
    return noticed(
        CHECK,
        "SCHEMA_STATUS_ARRAY",
        "The badge has a list of status entries, which the credentials standard allows and the "
        "Open Badges schema does not. Apart from that it has the required form.",
        url=schema,
    )


def _finding(document: JsonObject, url: str) -> Finding:
    return _told_of(schema_errors(document, url), url)


def _told_of(errors: tuple[SchemaError, ...], url: str) -> Finding:
    if not errors:
        return passed(CHECK, url=url)
    return failed(
        "SCHEMA_INVALID",
        "The credential does not have the required form: "
        + "; ".join(_told(error) for error in errors[:_MOST_SHOWN])
        + ("." if len(errors) <= _MOST_SHOWN else f"; and {len(errors) - _MOST_SHOWN} more."),
        url=url,
        path=shown(errors[0].path),
        count=str(len(errors)),
        wrong="nothing" if all(error.is_absence for error in errors) else "something",
    ).finding(CHECK)


def _told(error: SchemaError) -> str:
    return f"{shown(error.path) or 'the whole'} {error.message}"

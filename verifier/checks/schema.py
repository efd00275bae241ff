"""Step 5, form: JSON Schema, from the bundled ones only.

A badge is always judged by the Open Badges schema, named or not; every other schema it names must
be a bundled one, or the check stays open. Nothing is ever fetched on a stranger's word.
"""

from contexts import JsonObject, JsonValue, SchemaError, UnknownSchema, schema_errors
from verifier.checks.context import is_badge, is_endorsement
from verifier.data_model import VCDM_1_1, as_list, model_of
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.report import Finding

CHECK = "schema"
_SCHEMAS = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/"
BADGE_SCHEMA = _SCHEMAS + "ob_v3p0_achievementcredential_schema.json"
ENDORSEMENT_SCHEMA = _SCHEMAS + "ob_v3p0_endorsementcredential_schema.json"
ANY_BADGE_SCHEMA = _SCHEMAS + "ob_v3p0_anyachievementcredential_schema.json"
"""For badges of data model 1.1, which the other one does not allow."""
_SCHEMA_TYPES = ("1EdTechJsonSchemaValidator2019", "JsonSchema")
_MOST_SHOWN = 5
_MOST_SCHEMAS = 8


def check_schema(document: JsonObject) -> tuple[Finding, ...]:
    """Judge the credential by its schemas: one finding each, at least one."""
    own = _badge_schema(document)
    findings = [_badge_finding(document, own)] if own else []
    named = as_list(document["credentialSchema"]) if "credentialSchema" in document else []
    for entry in named[:_MOST_SCHEMAS]:
        try:
            url = _schema_url(entry)
            if url != own:
                findings.append(_finding(document, url))
        except Judged as stopped:
            findings.append(stopped.finding(CHECK))
    if len(named) > _MOST_SCHEMAS:
        too_many = f"The credential names more than {_MOST_SCHEMAS} schemas."
        findings.append(undecided("LIMIT_EXCEEDED", too_many).finding(CHECK))
    return tuple(findings) or (passed(CHECK),)


def _badge_schema(document: JsonObject) -> str | None:
    if is_endorsement(document) and model_of(document) is not VCDM_1_1:
        return ENDORSEMENT_SCHEMA
    if not is_badge(document):
        return None
    return ANY_BADGE_SCHEMA if model_of(document) is VCDM_1_1 else BADGE_SCHEMA


def _badge_finding(document: JsonObject, schema: str) -> Finding:
    """Judge a badge; several status entries are legal in VCDM and not in the OB schema."""
    statuses = document.get("credentialStatus")
    if not isinstance(statuses, list) or not statuses:
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
    try:
        errors = schema_errors(document, url)
    except UnknownSchema:
        return undecided(
            "SCHEMA_UNKNOWN",
            f"The schema {shown(url)} is not known here; schemas are never fetched, so it was not "
            "applied.",
            url=shown(url),
        ).finding(CHECK)
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


def _schema_url(entry: JsonValue) -> str:
    """Give the schema's URL; raise Judged for a malformed entry or an unknown kind of schema."""
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise failed("SCHEMA_MALFORMED", "An entry of credentialSchema has no id.")
    kinds = [kind for kind in as_list(entry.get("type")) if isinstance(kind, str)]
    if not any(kind in _SCHEMA_TYPES for kind in kinds):
        kind = shown(", ".join(kinds), 60)
        raise undecided(
            "SCHEMA_TYPE_UNKNOWN",
            f"Schemas of the type {kind or '(none)'} are not read here, so it was not applied.",
            type=kind,
        )
    return str(entry["id"])

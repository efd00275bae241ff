"""A credential of our own, found again in our records once its signature or seal has held."""

from app.edc.twin import Twin, twin_of_documents
from app.own_records import OwnRecords, Standing
from app.report_view import is_proven
from contexts import JsonObject
from issuer.errors import NotFound
from verifier import Report

_BADGE, _EDC = "urn:uuid:", "urn:credential:"


def record_id(document: JsonObject | None) -> str | None:
    """Give the id of our record that a credential would have; a badge and its twin share it."""
    identifier = (document or {}).get("id")
    if not isinstance(identifier, str):
        return None
    for beginning in (_BADGE, _EDC):
        if identifier.startswith(beginning):
            return identifier.removeprefix(beginning)
    return None


def standings(report: Report, records: OwnRecords) -> tuple[Standing | None, ...]:
    """Look up the document itself, and after it each credential it presents."""
    return tuple(_standing(one, records) for one in (report, *report.credentials))


def twin_of(report: Report, records: OwnRecords) -> Twin | None:
    """Look up the other credential of the same award."""
    credential_id = _own_id(report, records)
    if credential_id is None or report.document is None:
        return None
    try:
        documents = records.issued_documents(credential_id)
    except NotFound:
        return None
    return twin_of_documents(report.document, documents)


def _standing(report: Report, records: OwnRecords) -> Standing | None:
    credential_id = _own_id(report, records)
    if credential_id is None:
        return None
    try:
        return records.standing(credential_id)
    except NotFound:
        return None


def _own_id(report: Report, records: OwnRecords) -> str | None:
    """Give the record's id of a credential that was shown to be by an issuer of ours."""
    issuer_id = report.facts.issuer_id
    if not is_proven(report) or issuer_id is None:
        return None
    ours = records.seals().names if report.facts.seal is not None else records.issuers()
    return record_id(report.document) if issuer_id in ours else None

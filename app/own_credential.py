"""A credential of our own, found again in our records once its signature or seal has held."""

from app.db.standings import Standing
from app.edc.twin import Twin, twin_of_documents
from app.own_records import OwnRecords
from app.report_view import is_proven
from contexts import Engine, JsonObject, engine_in_use
from contexts.shapes.remembering import BoundedMemory
from issuer.errors import NotFound
from verifier import Report
from verifier.edc.flavours import is_edc

BADGE_URN = "urn:uuid:"
_EDC = "urn:credential:"
_MOST_COMPARED = 4096
"""Pairs whose comparison is remembered; each says in a few words what differs."""


def record_id(document: JsonObject | None) -> str | None:
    """Give the id of our record that a credential would have.

    A badge, its twin and its copies share it; an SD-JWT VC names it as `jti`.
    """
    said = document or {}
    identifier = said.get("id", said.get("jti"))
    if not isinstance(identifier, str):
        return None
    for beginning in (BADGE_URN, _EDC):
        if identifier.startswith(beginning):
            return identifier.removeprefix(beginning)
    return None


def standings(report: Report, records: OwnRecords) -> tuple[Standing | None, ...]:
    """Look up the document itself, and after it each credential it presents."""
    return tuple(_standing(one, records) for one in (report, *report.credentials))


class Twins:
    """The other credentials of awards. Two of one award are compared once: they never change."""

    def __init__(self) -> None:
        self._compared: BoundedMemory[tuple[tuple[str, ...], bool], Twin] = BoundedMemory(
            _MOST_COMPARED, _MOST_COMPARED
        )

    def look_up(
        self, report: Report, standing: Standing | None, records: OwnRecords
    ) -> Twin | None:
        """Give the other credential of a credential of ours; None where there is none."""
        credential_id = record_id(report.document)
        if standing is None or not standing.twins or not report.document or not credential_id:
            return None
        compared = (standing.twins, is_edc(report.document))
        twin = None if engine_in_use() is Engine.PLAIN else self._compared.get(compared)
        if twin is not None:
            return twin
        try:
            twin = twin_of_documents(report.document, records.issued_documents(credential_id))
        except NotFound:
            return None
        return twin and self._compared.keep(compared, twin)


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

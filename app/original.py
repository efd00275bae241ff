"""Where a changed credential of ours differs from what we issued.

Only for who has a copy of it: the changed one must carry the very signature of the original, which
nobody can guess. Without that, anybody could try out what stands in somebody's credential.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from app.own_credential import record_id
from app.own_records import OwnRecords
from contexts import JsonObject
from issuer.errors import NotFound
from issuer.model.text import Text
from verifier import LIMITS, Finding, Report
from verifier.data_model import as_list
from verifier.formats import Format
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.places import differences, told
from verifier.securing.jose import read_compact

_CODES = ("SIGNATURE_INVALID", "SEAL_BROKEN")


_SEALED = "signatures"
"""The member by which a sealed document is told from a signed one."""


def locate_changes(
    report: Report, secured: bytes, own_names: Mapping[str, Text], records: OwnRecords
) -> Report:
    """Say where a credential of ours with a signature that does not fit is not as we issued it."""
    credential_id = _claimed(report, own_names)
    if credential_id is None:
        return report
    try:
        originals = records.issued_documents(credential_id)
    except NotFound:
        return report
    return with_places(report, secured, originals)


def with_places(report: Report, secured: bytes, originals: Sequence[bytes]) -> Report:
    """Say in the finding where the content differs from the original it was made of."""
    original = next((each for each in originals if _same_signature(secured, each)), None)
    if original is None:
        return report
    places = told(differences(_content(secured), _content(original)))
    if not places:
        return report
    findings = tuple(_located(finding, places) for finding in report.findings)
    return dataclasses.replace(report, findings=findings)


def _claimed(report: Report, own_names: Mapping[str, Text]) -> str | None:
    """Give the id of a credential that claims to be ours and whose signature does not fit."""
    cause = report.root_cause
    wrong = cause is not None and cause.problem is not None and cause.problem.code in _CODES
    # Who sealed cannot be told from a broken seal; the very signature of the original is asked for.
    sealed = report.format == Format.JADES.value
    if not wrong or not (sealed or report.facts.issuer_id in own_names):
        return None
    return record_id(report.document)


def _located(finding: Finding, places: str) -> Finding:
    if finding.problem is None or finding.problem.code not in _CODES:
        return finding
    params = {**finding.problem.params, "places": places}
    problem = dataclasses.replace(finding.problem, params=params)
    return dataclasses.replace(finding, problem=problem)


def _same_signature(secured: bytes, original: bytes) -> bool:
    return bool(set(_signatures(secured)) & set(_signatures(original)))


def _signatures(secured: bytes) -> Iterable[str]:
    """Give what only who has a copy knows: the proof values, or the token's last part."""
    if not secured.lstrip().startswith(b"{"):
        return [secured.decode("utf-8", "replace").strip().rpartition(".")[2]]
    try:
        document = read_object(secured, LIMITS)
    except Judged:
        return []
    member, value = ("signatures", "signature") if _SEALED in document else ("proof", "proofValue")
    proofs = as_list(document.get(member, []))
    values = [proof.get(value) for proof in proofs if isinstance(proof, dict)]
    return [value for value in values if isinstance(value, str) and value]


def _content(secured: bytes) -> JsonObject:
    """Give the document as data; of a token its claims, of a sealed one its payload and seal."""
    if secured.lstrip().startswith(b"{"):
        document = read_object(secured, LIMITS)
        payload = document.get("payload")
        if _SEALED not in document or not isinstance(payload, str):
            return document
        return read_object(payload.encode(), LIMITS) | {_SEALED: document[_SEALED]}
    token = read_compact(secured.decode("utf-8").strip(), LIMITS)
    return read_object(token.payload, LIMITS)

"""Where a changed credential of ours differs from what we issued.

Only for who has a copy of it: the changed one must carry the very signature of the original, which
nobody can guess. Without that, anybody could try out what stands in somebody's credential.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence

from app.own_records import OwnRecords
from contexts import JsonObject
from issuer.errors import NotFound
from issuer.model.text import Text
from verifier import LIMITS, Finding, Report
from verifier.data_model import as_list
from verifier.json_reading import read_object
from verifier.judgement import Judged
from verifier.places import differences, told
from verifier.securing.jose import read_compact

_CODE = "SIGNATURE_INVALID"
_URN = "urn:uuid:"


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
    wrong = cause is not None and cause.problem is not None and cause.problem.code == _CODE
    if not wrong or report.document is None or report.facts.issuer_id not in own_names:
        return None
    identifier = report.document.get("id")
    if not isinstance(identifier, str) or not identifier.startswith(_URN):
        return None
    return identifier.removeprefix(_URN)


def _located(finding: Finding, places: str) -> Finding:
    if finding.problem is None or finding.problem.code != _CODE:
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
        proofs = as_list(read_object(secured, LIMITS).get("proof", []))
    except Judged:
        return []
    values = [proof.get("proofValue") for proof in proofs if isinstance(proof, dict)]
    return [value for value in values if isinstance(value, str) and value]


def _content(secured: bytes) -> JsonObject:
    """Give the document as data; of a token its claims. Both were read before."""
    if secured.lstrip().startswith(b"{"):
        return read_object(secured, LIMITS)
    token = read_compact(secured.decode("utf-8").strip(), LIMITS)
    return read_object(token.payload, LIMITS)

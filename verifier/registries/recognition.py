"""A registry that is itself a credential: somebody accepted recognises the issuers it names.

Verifiable Recognition Credentials (W3C VC-Recognition, a draft; "vc-recognition" in the Digital
Credentials Consortium's lists of registries). It is verified like a status list: signature, its
signer among those the operator accepts, its time, and its own status.
"""

from dataclasses import dataclass
from datetime import timedelta

from contexts import JsonObject
from verifier.checks.proof import prove
from verifier.checks.status import check_status
from verifier.checks.validity import check_validity
from verifier.data_model import issuer_of, subjects_of
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, undecided
from verifier.parse import parse
from verifier.registries.reading import (
    Assurance,
    Pinned,
    malformed,
    not_consulted,
    read_pinned,
    said,
    wrong_signature,
)
from verifier.report import Finding, Outcome
from verifier.resources import Kind
from verifier.trust import TrustJudgement

KIND = "recognition"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionRegistry:
    """Know whom the credential names as its subjects."""

    name: str
    url: str
    accepted_issuers: frozenset[str]
    """Who may recognise: identifiers, of which one has to have signed."""
    max_age: timedelta

    def look_up(self, issuer_id: str, inquiry: Inquiry) -> TrustJudgement:
        """Find the issuer among the credential's subjects by exact comparison."""
        try:
            document = self._document(inquiry)
        except Judged as stopped:
            return not_consulted(self.name, KIND, stopped)
        entries = [one for one in subjects_of(document) if one.get("id") == issuer_id]
        if not entries:
            return TrustJudgement(known=False, name=None, source=self.name, kind=KIND)
        told = said(entries[0], name="name", homepage="url")
        name = told.pop("name", None)
        entry = {**told, "url": self.url, "assurance": Assurance.SIGNATURE.value}
        return TrustJudgement(known=True, name=name, source=self.name, kind=KIND, entry=entry)

    def _document(self, inquiry: Inquiry) -> JsonObject:
        """Give the credential once it is verified; raise Judged."""
        pinned = Pinned(name=self.name, url=self.url, max_age=self.max_age)
        body = read_pinned(pinned, inquiry)
        try:
            parsed = parse(body, inquiry.limits)
        except Judged as stopped:
            raise malformed(self.name, stopped.problem.detail) from stopped
        signer = issuer_of(parsed.document) if not parsed.is_presentation else ""
        if signer not in self.accepted_issuers:
            wrong_signature(self.name, "its issuer is not one of those accepted.")
        proven = prove(parsed, inquiry, Kind.LIST_ISSUER_DOCUMENT)
        self._require(proven.findings, "REGISTRY_SIGNATURE_WRONG")
        if proven.mandatory is not None or parsed.selective is not None:
            raise malformed(self.name, "only a part of it is shown")
        lasting = check_validity(parsed.document, inquiry.now)
        status = check_status(parsed, frozenset({signer}), inquiry)
        self._require((*lasting, *status), "REGISTRY_NOT_VALID")
        return parsed.document

    def _require(self, findings: tuple[Finding, ...], code: str) -> None:
        """Raise Judged unless every finding passed; what is open there is open here too."""
        for finding in findings:
            if finding.problem is None or finding.outcome is Outcome.PASSED:
                continue
            if finding.outcome is Outcome.INDETERMINATE:
                raise Judged(finding.outcome, finding.problem)
            raise undecided(
                code, f"{self.name} does not hold: {finding.problem.detail}", registry=self.name
            )

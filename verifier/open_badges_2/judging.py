"""Judge one badge of Open Badges 2.0: the numbered checklist, in an order that is security."""

import dataclasses

from contexts import JsonObject
from verifier.checks.issuer import check_issuer
from verifier.formats import Parsed
from verifier.inquiry import Inquiry
from verifier.judgement import Judged, passed, shown, undecided
from verifier.open_badges_2.assertion import Assertion, Verification, read_assertion
from verifier.open_badges_2.hosted import CHECK as COPY
from verifier.open_badges_2.hosted import compare, hosted_original
from verifier.open_badges_2.objects import BADGE_CLASS, ISSUER, follow, identifier_of
from verifier.open_badges_2.recipient import check_recipient
from verifier.open_badges_2.revocation import CHECK as STATUS
from verifier.open_badges_2.revocation import check_revoked, revoked
from verifier.open_badges_2.scope import check_scope
from verifier.open_badges_2.signed import check_signed
from verifier.open_badges_2.times import check_times
from verifier.registries.chosen import judge_issuer
from verifier.report import Facts, Finding, Outcome, Report
from verifier.resources import is_gone
from verifier.trust_layers import Claimed, trust_layers

FORMAT = "format"
_ISSUER = "issuer"
HOSTED = "hosted"
"""What stands in the report in place of a signature's algorithm."""


def judge_open_badge(parsed: Parsed, inquiry: Inquiry) -> Report:
    """Judge a badge that was read (step 1); always give a report."""
    judging = _Judging(parsed, inquiry)
    try:
        judging.judge()
    except Judged as stopped:
        judging.findings.append(stopped.finding(judging.step))
    return judging.report()


class _Judging:
    """One badge under judgement: what was found so far, and the step that is being taken."""

    def __init__(self, parsed: Parsed, inquiry: Inquiry) -> None:
        self._parsed = parsed
        self._inquiry = inquiry
        self._document = parsed.document
        self._facts = Facts()
        self._layers: tuple[Finding, ...] = ()
        self.findings: list[Finding] = []
        self.step = FORMAT

    def report(self) -> Report:
        """Give what was found out."""
        return Report(
            self._document,
            tuple(self.findings),
            self._inquiry.needed,
            self._inquiry.consulted,
            self._parsed.format.value,
            self._facts,
            trust_layers=self._layers,
        )

    def judge(self) -> None:
        """Take the steps; raise Judged where one of them is the last."""
        assertion = read_assertion(self._parsed.document)
        self.findings.append(passed(FORMAT, format=self._parsed.format.value))
        # (2) the issuer's own copy, where the badge is hosted
        if assertion.verification is Verification.HOSTED:
            original = self._original(assertion)
            if original is None:
                return
            assertion = original
        # (3) the BadgeClass, and (4) the issuer it names
        badge, issuer = self._linked(assertion)
        # (5) published where the issuer allows, or signed by a key that the issuer lists
        if not self._is_the_issuers(assertion, badge, issuer):
            return  # nothing else can be believed
        # From here on every step is taken: the reader wants every reason.
        self.findings += check_times(assertion.document, self._inquiry.now)  # (6)
        self.findings.append(check_recipient(assertion.document.get("recipient")))  # (7)
        self.findings.append(self._status(assertion, issuer))  # (8)
        self._judge_issuer(str(issuer["id"]))  # (9)

    def _original(self, copy: Assertion) -> Assertion | None:
        """Read and compare the issuer's copy; None when the issuer took it back."""
        self.step = COPY
        try:
            original = hosted_original(copy, self._inquiry)
        except Judged as stopped:
            # 410 Gone is how a hosted badge is revoked ("Revoking Hosted Assertions").
            if not is_gone(stopped.problem.params.get("reason", "")):
                raise
            self.findings.append(revoked())
            return None
        if original.is_revoked:
            self.findings.append(revoked())
            return None
        self.findings.append(compare(copy, original))
        self._document = original.document
        return original

    def _linked(self, assertion: Assertion) -> tuple[JsonObject, JsonObject]:
        """Follow the links to the BadgeClass and to its issuer; show them with the badge."""
        self.step = BADGE_CLASS.check
        badge = follow(assertion.document.get("badge"), BADGE_CLASS, self._inquiry)
        self.findings.append(passed(self.step, id=shown(identifier_of(badge))))
        self._document = {**assertion.document, "badge": badge}
        self._facts = Facts(identifier_of(badge["issuer"]) or None)
        self.step = ISSUER.check
        issuer = follow(badge["issuer"], ISSUER, self._inquiry)
        self._facts = Facts(str(issuer["id"]))
        self.findings.append(passed(self.step, id=shown(issuer["id"])))
        self._document = {**assertion.document, "badge": {**badge, "issuer": issuer}}
        return badge, issuer

    def _is_the_issuers(self, assertion: Assertion, badge: JsonObject, issuer: JsonObject) -> bool:
        if assertion.verification is Verification.HOSTED:
            found: tuple[Finding, ...] = (check_scope(assertion.id, badge, issuer),)
            method, securing = assertion.id, HOSTED
        else:
            signed = check_signed(assertion, self._parsed.token, issuer, self._inquiry)
            found, method = signed.findings, signed.key_id
            securing = str(self._parsed.token.header["alg"]) if self._parsed.token else ""
        self.findings += found
        # Of a copy that differs the original may well be good: then that is what is to be shown.
        if any(finding.outcome is not Outcome.PASSED for finding in self.findings):
            return False
        self._facts = Facts(str(issuer["id"]), method, str(issuer["id"]), securing)
        return True

    def _status(self, assertion: Assertion, issuer: JsonObject) -> Finding:
        if assertion.verification is Verification.HOSTED:  # it still stands where it was published
            return passed(STATUS, purpose="revocation")
        return check_revoked(assertion, issuer, self._inquiry)

    def _judge_issuer(self, issuer_id: str) -> None:
        judgement = judge_issuer(issuer_id, self._inquiry)
        self._facts = dataclasses.replace(self._facts, trust=judgement)
        if self._facts.securing != HOSTED:  # where there is no key, none belongs to a domain
            self._layers = trust_layers(Claimed(issuer_id, {}), judgement, self._inquiry)
        if judgement.not_consulted and not judgement.known:
            self.findings.append(check_issuer(issuer_id, judgement))
            return
        if judgement.known:
            self.findings.append(
                passed(
                    _ISSUER,
                    issuer=shown(issuer_id),
                    name=judgement.name or "",
                    source=judgement.source,
                )
            )
            return
        self.findings.append(
            undecided(
                "BADGE_ISSUER_UNKNOWN",
                f"The badge is by {shown(issuer_id)}, but that issuer is not known here. Find out "
                "by other means who this is.",
                issuer=shown(issuer_id),
                source=judgement.source,
            ).finding(_ISSUER)
        )

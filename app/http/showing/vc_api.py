"""A verifier's report in the words of VC-API (VCALM): verified, problemDetails, results."""

from collections.abc import Collection, Sequence

from app.http.bodies.vc_api import (
    Checked,
    CredentialResults,
    PresentationChecks,
    PresentationOptions,
    PresentationResults,
    PresentedCredential,
    VcProblem,
    VerificationOptions,
)
from contexts import JsonObject, JsonValue
from verifier import Finding, Outcome, Report
from verifier.data_model import as_list
from verifier.presentation import CHECK

_NOT_OF_THE_PROOF = frozenset({"validFrom", "validUntil", "credentialStatus"})
_STARTS = ("validFrom", "issuanceDate")
_ENDS = ("validUntil", "expirationDate")


def waived_by(options: VerificationOptions) -> frozenset[str]:
    """Name the checks that change nothing: VC-API clients may ask for the proof alone."""
    return _NOT_OF_THE_PROOF if set(options.checks) == {"proof"} else frozenset()


def counted(report: Report, waived: Collection[str]) -> list[tuple[int | None, Finding]]:
    """Give the findings that decide, each with the position of the credential it is about.

    Of each credential in a presentation all findings count, instead of its root cause alone.
    """
    found: list[tuple[int | None, Finding]] = [
        (None, one)
        for one in report.findings
        if one.check not in waived and not (one.check == CHECK and "position" in one.params)
    ]
    nested = [
        (position, one)
        for position, credential in enumerate(report.credentials)
        for _, one in counted(credential, waived)
    ]
    return [*found, *nested]


def is_verified(report: Report, waived: Collection[str]) -> bool:
    """Tell whether everything that counts passed; nothing found is not a pass."""
    outcomes = {finding.outcome for _, finding in counted(report, waived)}
    nested = all(is_verified(credential, waived) for credential in report.credentials)
    return outcomes == {Outcome.PASSED} and nested


def problem_details(report: Report, waived: Collection[str], public_url: str) -> list[VcProblem]:
    """Give every reason against, what failed before what is open."""
    against = [one for one in counted(report, waived) if one[1].outcome is not Outcome.PASSED]
    against.sort(key=lambda one: one[1].outcome is not Outcome.FAILED)
    return [
        VcProblem(
            type=public_url + found.problem.type
            if found.problem.type.startswith("/")
            else found.problem.type,
            title=found.problem.title,
            detail=found.problem.detail,
            code=found.problem.code,
            check=found.check,
            outcome=found.outcome,
            credential=position,
        )
        for position, found in against
        if found.problem
    ]


def credential_results(report: Report, given: JsonValue) -> CredentialResults:
    """Tell of every check of a credential; `given` is how it was handed in, with its envelope."""
    document = _document(report, given)
    return CredentialResults(
        valid_from=_dated(report, document, "validFrom", _STARTS),
        valid_until=_dated(report, document, "validUntil", _ENDS),
        credential_schema=_each(_members(document, "credentialSchema"), _of(report, "schema")),
        credential_status=_each(
            _members(document, "credentialStatus"), _of(report, "credentialStatus")
        ),
        proof=_proofs(report, given),
    )


def presentation_results(
    report: Report, given: JsonObject, options: PresentationOptions
) -> PresentationResults:
    """Tell of every check of a presentation and of the credentials in it."""
    document = _document(report, given)
    wrong = {one.problem.code for one in _of(report, "holder") if one.problem}
    proven = report.facts.holder_id is not None
    # The challenge is compared first, so a wrong one leaves the domain unchecked.
    challenge = proven and "PRESENTATION_CHALLENGE_MISMATCH" not in wrong
    domain = challenge and "PRESENTATION_DOMAIN_MISMATCH" not in wrong
    checks = PresentationChecks(
        challenge=_answered(challenge, options.challenge),
        domain=_answered(domain, options.domain),
        holder=_checked(
            proven and _good(_of(report, "holder")),
            report.facts.holder_id or document.get("holder"),
        ),
        proof=_proofs(report, given),
    )
    waived = waived_by(options)
    presented = zip(report.credentials, _members(document, "verifiableCredential"), strict=False)
    return PresentationResults(
        presentation=checks,
        credentials=[
            PresentedCredential(
                verified=is_verified(credential, waived),
                results=credential_results(credential, item),
            )
            for credential, item in presented
        ],
    )


def _document(report: Report, given: JsonValue) -> JsonObject:
    """Give what was read, else what was handed in."""
    if report.document is not None:
        return report.document
    return given if isinstance(given, dict) else {}


def _proofs(report: Report, given: JsonValue) -> list[Checked]:
    """Tell of each signature: the embedded proofs, or the envelope as it was handed in."""
    document = _document(report, given)
    inputs = _members(document, "proof")
    if not inputs and document != given:
        inputs = [given]
    signatures = _signatures(report)
    if len(signatures) != len(inputs):  # it ended before each was checked
        return [Checked(verified=False, input=value) for value in inputs]
    return [_checked(good, value) for good, value in zip(signatures, inputs, strict=True)]


def _signatures(report: Report) -> list[bool]:
    """Tell of each signature: its key comes first, and a finding of the proof ends it."""
    ends = (
        one
        for one in report.findings
        if one.check == "proof"
        or (one.check == "verificationMethod" and one.outcome is not Outcome.PASSED)
    )
    return [one.outcome is Outcome.PASSED for one in ends]


def _each(inputs: Sequence[object], findings: Sequence[Finding]) -> list[Checked]:
    """Tell of each value by its own finding, or by all of them where they do not pair."""
    if len(inputs) == len(findings):
        pairs = zip(findings, inputs, strict=True)
        return [_checked(_good([finding]), value) for finding, value in pairs]
    return [_checked(_good(findings), value) for value in inputs]


def _dated(
    report: Report, document: JsonObject, check: str, members: Sequence[str]
) -> Checked | None:
    dates = [document[name] for name in members if name in document]
    return _checked(_good(_of(report, check)), dates[0]) if dates else None


def _answered(found: bool, asked: str | None) -> Checked | None:  # noqa: FBT001  # a verdict
    return None if asked is None else _checked(found, asked)


def _checked(found: bool, value: object) -> Checked:  # noqa: FBT001  # a verdict
    return Checked(verified=found, input=value)


def _good(findings: Sequence[Finding]) -> bool:
    return bool(findings) and all(one.outcome is Outcome.PASSED for one in findings)


def _of(report: Report, check: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.check == check]


def _members(document: JsonObject, name: str) -> list[object]:
    return as_list(document[name]) if name in document else []

"""Who presents: did the holder of a key sign for us, now, and are the credentials about them?

A missing proof of the holder makes no credential wrong, and is never called proven.
"""

import dataclasses
from collections.abc import Sequence

from contexts import JsonObject, JsonValue
from verifier.data_model import as_list, subjects_of
from verifier.formats import Parsed
from verifier.judgement import Judged, failed, noticed, passed, shown, undecided
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest
from verifier.report import Finding, Report

CHECK = "holder"


def check_holder(
    parsed: Parsed, holder: str, request: PresentationRequest, credentials: Sequence[JsonObject]
) -> Finding:
    """Judge what the presentation proves of its holder, whose signature fits; empty if none did.

    `credentials` are the readable ones in it.
    """
    try:
        if not holder:
            raise undecided(
                "HOLDER_NOT_PROVEN",
                "Nobody signed this presentation, so whoever has a copy of the credentials may "
                "have made it. Ask the holder to present them in answer to a request.",
            )
        _check_request(parsed, request)
    except Judged as stopped:
        return stopped.finding(CHECK)
    params = {"holder": shown(holder)}
    if request.challenge is None:
        return noticed(
            CHECK,
            "HOLDER_PROVEN_EARLIER",
            f"Signed by {params['holder']}, but not in answer to a question of this verifier: "
            "somebody else may hand it in again.",
            **params,
        )
    if not _about(credentials, holder):
        return noticed(
            CHECK,
            "HOLDER_NOT_SUBJECT",
            f"Signed by {params['holder']}, whom not every credential in it names as its subject.",
            **params,
        )
    return passed(CHECK, **params)


def expect_holder(report: Report, request: PresentationRequest) -> Report:
    """Say of a credential that nobody presented it, when a presentation was asked for.

    Without this word a copy would be taken for the holder's answer.
    """
    if request == NOTHING_ASKED or any(finding.check == CHECK for finding in report.findings):
        return report
    told = undecided(
        "PRESENTATION_EXPECTED",
        "A challenge or domain was given, but this is a credential and no presentation: nobody "
        "answers a question with it. Ask the holder to present it.",
    ).finding(CHECK)
    return dataclasses.replace(report, findings=(*report.findings, told))


def _check_request(parsed: Parsed, request: PresentationRequest) -> None:
    """Compare challenge and domain with what was asked for, exactly; in every signature."""
    for challenge, domain in _answers(parsed):
        if request.challenge is not None and challenge != request.challenge:
            raise failed(
                "PRESENTATION_CHALLENGE_MISMATCH",
                "The presentation was not made in answer to this request: its challenge is "
                "another one, or missing.",
            )
        if request.domain is not None and request.domain not in as_list(domain):
            raise failed(
                "PRESENTATION_DOMAIN_MISMATCH",
                "The presentation was made for another verifier, or for nobody in particular.",
                expected=shown(request.domain),
            )


def _answers(parsed: Parsed) -> list[tuple[JsonValue, JsonValue]]:
    """Give challenge and domain of every signature: the token's claims, the proofs' members."""
    proofs: list[JsonObject] = as_list(parsed.document.get("proof", []))
    answers: list[tuple[JsonValue, JsonValue]] = [
        (proof.get("challenge"), proof.get("domain")) for proof in proofs
    ]
    if parsed.token is not None:
        answers.append((parsed.claims.get("nonce"), parsed.claims.get("aud")))
    return answers


def _about(credentials: Sequence[JsonObject], holder: str) -> bool:
    """Tell whether every subject of every credential is the holder."""
    subjects = [subject for credential in credentials for subject in subjects_of(credential)]
    return all(subject.get("id") == holder for subject in subjects)

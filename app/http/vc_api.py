"""POST /vc-api/…/verify: verdicts for machines, as VC-API (W3C VCALM) asks for them.

The product's profile: whatever was judged is answered with 200 and `verified`; 400 is for requests
that cannot be understood. `verified` is true for nothing but PASSED.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import BaseModel

from app.http.bodies.vc_api import (
    CredentialToVerify,
    CredentialVerification,
    PresentationToVerify,
    PresentationVerification,
    VerificationOptions,
)
from app.http.openapi import public_refusals
from app.http.showing.vc_api import (
    credential_results,
    is_verified,
    presentation_results,
    problem_details,
    waived_by,
)
from app.http.vc_api_route import VcApiRoute, answer, bounded_work
from app.problems import ApiProblem
from app.services import services_of
from app.verification import Verification
from contexts import JsonObject
from verifier import PresentationRequest, Report, TrustPolicy, UnsafeAnyController
from verifier.data_model import types_of
from verifier.presentation_request import NOTHING_ASKED
from verifier.securing.jades import looks_sealed

_PRESENTATIONS = frozenset({"VerifiablePresentation", "EnvelopedVerifiablePresentation"})
_REFUSALS = public_refusals(400, 413, 415, 503)

_CREDENTIALS_PATH = "/vc-api/credentials/verify"
_PRESENTATIONS_PATH = "/vc-api/presentations/verify"
PATHS = (_CREDENTIALS_PATH, _PRESENTATIONS_PATH)
"""Where whole credentials are handed in."""


def serve_w3c_suites(app: FastAPI) -> None:
    """Change to the profile of the public W3C suites, for the setting SANDBOX_W3C_SUITES.

    Keys are then not bound to issuers, which warns, and what is not verified gets 400.
    """
    app.state.vc_api_sandbox = UnsafeAnyController()


def _sandbox(request: Request) -> TrustPolicy | None:
    policy: TrustPolicy | None = getattr(request.app.state, "vc_api_sandbox", None)
    return policy


router = APIRouter(tags=["VC-API"], route_class=VcApiRoute)


@router.post(
    _CREDENTIALS_PATH,
    summary="Verify a credential (VC-API)",
    responses=_REFUSALS,
    response_model=CredentialVerification,
)
async def verify_credential(request: Request, body: CredentialToVerify) -> Response:
    """Verify a credential with its proof, or one in an envelope.

    The answer is 200 whatever the verdict. `verified` is true only when every check passed; what
    could not be checked is not verified, and `problemDetails` tells it from what is wrong.
    """
    given = body.verifiable_credential
    if _is_presentation(given):
        raise ApiProblem(
            "BAD_REQUEST", f"verifiableCredential is a presentation: send it to {PATHS[1]}."
        )
    if looks_sealed(given):
        raise ApiProblem(
            "BAD_REQUEST",
            "verifiableCredential is a document with a European seal (JAdES), for which VC-API has "
            "no place: send the file to /verify.",
        )
    report = await _judged(request, given, NOTHING_ASKED)
    content: dict[str, Any] = _verdict(request, report, body.options)
    if body.options.return_results:
        content["results"] = _plain(credential_results(report, given))
    if body.options.return_credential and report.document is not None:
        content["credential"] = report.document
    return answer(content)


@router.post(
    _PRESENTATIONS_PATH,
    summary="Verify a presentation (VC-API)",
    responses=_REFUSALS,
    response_model=PresentationVerification,
)
async def verify_presentation(request: Request, body: PresentationToVerify) -> Response:
    """Verify a presentation and every credential in it, each by the same rules.

    The answer is 200 whatever the verdict. A presentation that nobody signed is described and never
    verified. With `challenge` and `domain` it has to be signed in answer to exactly these.
    """
    given = _presentation_of(body)
    options = body.options
    asked = PresentationRequest(options.challenge, options.domain)
    report = await _judged(request, given, asked)
    content: dict[str, Any] = _verdict(request, report, options)
    if options.return_results:
        content["results"] = _plain(presentation_results(report, given, options))
    if options.return_presentation and report.document is not None:
        content["verifiablePresentation"] = report.document
    return answer(content)


def _presentation_of(body: PresentationToVerify) -> JsonObject:
    sent = [one for one in (body.verifiable_presentation, body.presentation) if one is not None]
    if len(sent) != 1:
        raise ApiProblem("BAD_REQUEST", "Send either verifiablePresentation or presentation.")
    if not _is_presentation(sent[0]):
        raise ApiProblem(
            "BAD_REQUEST",
            "The type of a presentation is VerifiablePresentation, or in an envelope "
            "EnvelopedVerifiablePresentation.",
        )
    return sent[0]


def _is_presentation(document: JsonObject) -> bool:
    return any(isinstance(name, str) and name in _PRESENTATIONS for name in types_of(document))


async def _judged(request: Request, given: JsonObject, asked: PresentationRequest) -> Report:
    verification: Verification = request.app.state.verification
    now = services_of(request).clock.now()
    with bounded_work():
        return await verification.verify_document(
            json.dumps(given, ensure_ascii=False).encode(),
            now=now,
            request=asked,
            policy=_sandbox(request),
        )


def _verdict(request: Request, report: Report, options: VerificationOptions) -> dict[str, Any]:
    waived = waived_by(options)
    public_url = services_of(request).settings.public_url
    details = [_plain(one) for one in problem_details(report, waived, public_url)]
    content: dict[str, Any] = {"verified": is_verified(report, waived)}
    if _sandbox(request) is not None and not content["verified"]:
        raise ApiProblem("NOT_VERIFIED", verified=False, problemDetails=details)
    if options.return_problem_details:
        content["problemDetails"] = details
    return content


def _plain(model: BaseModel) -> dict[str, Any]:
    """Write an answer without what does not apply; a null in a credential stays."""
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)

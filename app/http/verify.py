"""POST /verify: whatever was handed in, one report. Machines get JSON, forms get a page.

Who asks for it gets the evidence pack too: everything the verdict rests on, in one file.
"""

import base64
from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BeforeValidator

from app.problems import Answering, ApiProblem, problem_document
from app.services import services_of
from app.submissions import Submission, is_form, read_submission
from app.verification import TooBusy, Verification, Verified
from verifier.evidence import MEDIA_TYPE, EvidencePack
from verifier.evidence_file import to_bytes, to_json

VerifyPage = Callable[..., Response]
"""Renders a report or a problem for people; `app.state.verify_page` holds it."""

Evidence = Annotated[
    Literal[0, 1],
    BeforeValidator(lambda value: int(value) if value in {"0", "1"} else value),
    Query(description="1: the report gets a member `evidence`, the pack of all it rests on."),
]

router = APIRouter(tags=["verification"])

_BODY = {
    "requestBody": {
        "required": True,
        "description": (
            "A credential as it stands, or one of the envelopes. "
            "A JSON object with @context is always a credential. "
            "An evidence pack of ours gives its verdict again, `as_of` its date; "
            "the credential in any other pack is checked anew."
        ),
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "examples": {
                    "credential": {"value": {"@context": ["https://www.w3.org/ns/credentials/v2"]}},
                    "address": {"value": {"url": "https://school.example/badge.json"}},
                    "text": {"value": {"text": "eyJhbGciOiJFUzI1NiJ9…"}},
                },
            },
            "text/plain": {"schema": {"type": "string"}},
            "application/vc": {"schema": {"type": "object"}},
            "application/vc+jwt": {"schema": {"type": "string"}},
            MEDIA_TYPE: {"schema": {"type": "object"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "credential": {"type": "string"},
                        "url": {"type": "string"},
                        "file": {"type": "string", "format": "binary"},
                    },
                }
            },
        },
    }
}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report. `outcome` is passed, indeterminate or failed; every text is in "
        "Slovenian and English. Also for what is no credential at all. Of a presentation, `holder` "
        "says who presents and `credentials` holds a report of each credential; `endorsements` "
        f"one of each endorsement in a credential. With `Accept: {MEDIA_TYPE}` the evidence pack, "
        "where there was something to judge.",
        "content": {MEDIA_TYPE: {"schema": {"type": "object"}}},
    },
    400: {"description": "The request itself is unusable: nothing was sent, or two things."},
    413: {"description": "The credential is too large."},
    415: {"description": "This type of content is not read."},
    429: {"description": "Too many requests."},
    503: {"description": "Too much to verify at the moment; Retry-After says when to try again."},
}


@router.post(
    "/verify",
    summary="Verify a credential",
    openapi_extra=_BODY,
    responses=_RESPONSES,
    response_class=JSONResponse,
)
async def verify_anything(request: Request, evidence: Evidence = 0) -> Response:
    """Verify a credential handed in as JSON, text, token, file or address.

    The answer is one report: the verdict in a sentence, its one cause, and every check in order.
    """
    page: VerifyPage | None = getattr(request.app.state, "verify_page", None)
    if page is None or not is_form(request) or not _is_browser(request):
        verified = await _verified(request, await read_submission(request))
        return _for_machines(request, verified, with_pack=bool(evidence))
    try:
        submission = await read_submission(request)
        verified = await _verified(request, submission)
    except ApiProblem as problem:
        return _problem_page(request, page, problem)
    pack = verified.pack
    if pack is not None and (submission.evidence or evidence):
        return _download(pack)
    secured = base64.b64encode(pack.secured).decode() if pack else ""
    return page(request, answer=verified.report, problem=None, status_code=200, secured=secured)


def _for_machines(request: Request, verified: Verified, *, with_pack: bool) -> Response:
    if verified.pack is not None and MEDIA_TYPE in request.headers.get("accept", ""):
        return _download(verified.pack)
    report = verified.report
    if with_pack:
        report = {**report, "evidence": to_json(verified.pack) if verified.pack else None}
    return JSONResponse(report, headers={"Cache-Control": "no-store"})


def _download(pack: EvidencePack) -> Response:
    name = f"evidence-{pack.now:%Y-%m-%d}.json"
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(to_bytes(pack), media_type=MEDIA_TYPE, headers=headers)


async def _verified(request: Request, submission: Submission) -> Verified:
    verification: Verification = request.app.state.verification
    try:
        return await verification.verify_with_evidence(
            submission, now=services_of(request).clock.now()
        )
    except TooBusy as busy:
        headers = {"Retry-After": str(busy.retry_after)}
        raise ApiProblem("NOT_READY", str(busy), headers=headers) from busy


def _is_browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")


def _problem_page(request: Request, page: VerifyPage, problem: ApiProblem) -> Response:
    """Show the form again, with what stood in the way."""
    answering = Answering(
        services_of(request).settings.public_url, request.scope.get("request_id", "")
    )
    document = problem_document(problem.kind, answering, detail=problem.detail)
    response = page(request, answer=None, problem=document, status_code=problem.status_code)
    response.headers.update(problem.headers or {})
    return response

"""POST /verify: whatever was handed in, one report. Machines get JSON, forms get a page."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from app.problems import Answering, ApiProblem, problem_document
from app.services import services_of
from app.submissions import is_form, read_submission
from app.verification import TooBusy, Verification
from contexts import JsonObject

VerifyPage = Callable[..., Response]
"""Renders a report or a problem for people; `app.state.verify_page` holds it."""

router = APIRouter(tags=["verification"])

_BODY = {
    "requestBody": {
        "required": True,
        "description": (
            "A credential as it stands, or one of the envelopes. "
            "A JSON object with @context is always a credential."
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
        "one of each endorsement in a credential."
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
async def verify_anything(request: Request) -> Response:
    """Verify a credential handed in as JSON, text, token, file or address.

    The answer is one report: the verdict in a sentence, its one cause, and every check in order.
    """
    page: VerifyPage | None = getattr(request.app.state, "verify_page", None)
    if page is None or not is_form(request) or not _is_browser(request):
        report = await _verified(request)
        return JSONResponse(report, headers={"Cache-Control": "no-store"})
    try:
        report = await _verified(request)
    except ApiProblem as problem:
        return _problem_page(request, page, problem)
    return page(request, answer=report, problem=None, status_code=200)


async def _verified(request: Request) -> JsonObject:
    submission = await read_submission(request)
    verification: Verification = request.app.state.verification
    try:
        return await verification.verify_submission(
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

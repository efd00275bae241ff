"""POST /verify: whatever was handed in, one report. Machines get JSON, forms get a page.

Who asks for it gets the evidence pack too: everything the verdict rests on, in one file.
"""

import dataclasses
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BeforeValidator

from app.http.verify_answers import PDF, TOKEN, VerifyPage, answer_in, answer_page, asked_form
from app.problems import Answering, ApiProblem, problem_document
from app.services import services_of
from app.submissions import MOST_ASKED, AnswerForm, Submission, is_form, read_submission
from app.verification import TooBusy, Verification, Verified
from verifier.evidence import MEDIA_TYPE
from verifier.presentation_request import PresentationRequest

Evidence = Annotated[
    Literal[0, 1],
    BeforeValidator(lambda value: int(value) if value in {"0", "1"} else value),
    Query(description="1: the report gets a member `evidence`, the pack of all it rests on."),
]
Wanted = Annotated[
    AnswerForm | None,
    Query(
        alias="format",
        description="json: the report; pdf: the report as a PDF that this verifier has signed; "
        "jwt: the report as a token that it has signed; evidence: the pack of all it rests on. "
        "The Accept header says the same.",
    ),
]
Challenge = Annotated[
    str | None,
    Query(
        max_length=MOST_ASKED,
        description="What a presentation has to answer: its proof's challenge, or its nonce.",
    ),
]
Domain = Annotated[
    str | None,
    Query(
        max_length=MOST_ASKED,
        description="For whom a presentation has to be made: its proof's domain, or its aud.",
    ),
]

router = APIRouter(tags=["verification"])

_BODY = {
    "requestBody": {
        "required": True,
        "description": (
            "A credential as it stands, or one of the envelopes. "
            "A JSON object with @context is always a credential. "
            "Pictures (badges baked in, QR codes), PDF files and archives are looked into; an "
            "address found there, or in a text, is followed like one that is given. "
            "An evidence pack of ours gives its verdict again, `as_of` its date; "
            "the credential in any other pack is checked anew. "
            "`email` is an address to compare with the recipient's, hashed or not: the answer is "
            "`recipient`; the address itself is neither kept nor told."
        ),
        "content": {
            "application/json": {
                "schema": {"type": "object"},
                "examples": {
                    "credential": {"value": {"@context": ["https://www.w3.org/ns/credentials/v2"]}},
                    "address": {"value": {"url": "https://school.example/badge.json"}},
                    "text": {"value": {"text": "eyJhbGciOiJFUzI1NiJ9…"}},
                    "recipient": {
                        "value": {"text": "eyJhbGciOiJFUzI1NiJ9…", "email": "ana@school.example"}
                    },
                    "presentation": {
                        "value": {
                            "text": "eyJhbGciOiJFUzI1NiIsInR5cCI6InZwK2p3dCJ9…",
                            "challenge": "1f44d55f-f161-4938-a659-f8026467f126",
                            "domain": "https://employer.example",
                        }
                    },
                },
            },
            "text/plain": {"schema": {"type": "string"}},
            "application/vc": {"schema": {"type": "object"}},
            "application/vc+jwt": {"schema": {"type": "string"}},
            **{
                file: {"schema": {"type": "string", "format": "binary"}}
                for file in ("image/png", "image/jpeg", "image/svg+xml", "application/pdf")
            },
            MEDIA_TYPE: {"schema": {"type": "object"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "credential": {"type": "string"},
                        "url": {"type": "string"},
                        "challenge": {"type": "string"},
                        "domain": {"type": "string"},
                        "email": {"type": "string"},
                        "format": {"type": "string", "enum": [form.value for form in AnswerForm]},
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
        "Slovenian and English. `places` of a finding are JSON Pointers into what was handed in: "
        "where it was changed, or is not covered. Also for what is no credential at all. Of a "
        "presentation, `holder` "
        "says who presents and `credentials` holds a report of each credential; `endorsements` "
        f"one of each endorsement in a credential. With `Accept: {MEDIA_TYPE}` the evidence pack, "
        "where there was something to judge. The signed forms are genuine if their certificate is "
        "at `/.well-known/report-keys.json`; they speak the language that `Accept-Language` or "
        "`language` asks for. Nothing of them is kept here.",
        "content": {
            MEDIA_TYPE: {"schema": {"type": "object"}},
            PDF: {"schema": {"type": "string", "format": "binary"}},
            TOKEN: {"schema": {"type": "string"}},
        },
    },
    400: {"description": "The request itself is unusable: nothing was sent, or two things."},
    413: {
        "description": "Too large: a text may have 2 MiB; a picture, document or archive 10 MiB."
    },
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
async def verify_anything(
    request: Request,
    *,
    evidence: Evidence = 0,
    wanted: Wanted = None,
    challenge: Challenge = None,
    domain: Domain = None,
) -> Response:
    """Verify a credential handed in as JSON, text, token, file or address.

    The answer is one report: the verdict in a sentence, its one cause, and every check in order.
    """
    asked = PresentationRequest(challenge or None, domain or None)
    page: VerifyPage | None = getattr(request.app.state, "verify_page", None)
    form = asked_form(request, wanted)
    if page is None or not is_form(request) or not _is_browser(request):
        submission = _asking(await read_submission(request), asked)
        verified = await _verified(request, submission)
        form = form or submission.form or AnswerForm.JSON
        return await answer_in(form, request, verified, with_pack=bool(evidence))
    try:
        submission = _asking(await read_submission(request), asked)
        form = form or submission.form or (AnswerForm.EVIDENCE if evidence else None)
        verified = await _verified(request, submission)
        if form is None or (form is AnswerForm.EVIDENCE and verified.pack is None):
            return answer_page(request, page, submission, verified)
        return await answer_in(form, request, verified, with_pack=False)
    except ApiProblem as problem:
        return _problem_page(request, page, problem)


def _asking(submission: Submission, asked: PresentationRequest) -> Submission:
    """Complete what the body asks of a presentation by what the address asks."""
    request = PresentationRequest(
        submission.request.challenge or asked.challenge,
        submission.request.domain or asked.domain,
    )
    return dataclasses.replace(submission, request=request)


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

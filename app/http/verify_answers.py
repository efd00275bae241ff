"""The forms in which POST /verify answers: report, page, evidence pack, signed PDF or token."""

import base64
from collections.abc import Callable
from datetime import datetime

import orjson
from fastapi import Request, Response

from app.problems import ApiProblem
from app.signed_reports.writer import ReportWriter
from app.submissions import AnswerForm, Submission
from app.verification import Verified
from app.web.languages import language_of
from app.workers import WorkerStopped
from verifier import LIMITS
from verifier.evidence import MEDIA_TYPE, EvidencePack
from verifier.evidence_file import to_bytes, to_json

VerifyPage = Callable[..., Response]
"""Renders a report or a problem for people; `app.state.verify_page` holds it."""

PDF = "application/pdf"
TOKEN = "application/jose"  # noqa: S105  # RFC 7515, 9.2.1
_NOT_KEPT = {"Cache-Control": "no-store"}
_BY_MEDIA_TYPE = {
    MEDIA_TYPE: AnswerForm.EVIDENCE,
    PDF: AnswerForm.PDF,
    TOKEN: AnswerForm.JWT,
    "application/jwt": AnswerForm.JWT,
}


def asked_form(request: Request, named: AnswerForm | None) -> AnswerForm | None:
    """Tell what was asked for, by name or by the Accept header; None: nothing in particular."""
    if named is not None:
        return named
    accepted = request.headers.get("accept", "").lower()
    return next((form for kind, form in _BY_MEDIA_TYPE.items() if kind in accepted), None)


async def answer_in(
    form: AnswerForm, request: Request, verified: Verified, *, with_pack: bool
) -> Response:
    """Answer in one form; what was not judged has no evidence, and its report is given instead."""
    if form is AnswerForm.EVIDENCE and verified.pack is not None:
        return _download(to_bytes(verified.pack), MEDIA_TYPE, _named("evidence", verified, "json"))
    if form is AnswerForm.PDF:
        return await _pdf(request, verified)
    if form is AnswerForm.JWT:
        token = _writer(request).signed_json(verified.report)
        return Response(token, media_type=TOKEN, headers=_NOT_KEPT)
    report = verified.report
    if with_pack:
        report = {**report, "evidence": to_json(verified.pack) if verified.pack else None}
    return Response(orjson.dumps(report), media_type="application/json", headers=_NOT_KEPT)


def answer_page(
    request: Request, page: VerifyPage, submission: Submission, verified: Verified
) -> Response:
    """Show the verdict, with what it takes to ask for its files: nothing is kept here."""
    return page(
        request,
        answer=verified.report,
        problem=None,
        status_code=200,
        secured=_again(submission, verified.pack),
        with_evidence=verified.pack is not None,
        asked=submission.request,
    )


def _again(submission: Submission, pack: EvidencePack | None) -> str:
    """Give what was judged once more, in base64, for the forms of the verdict's page.

    Empty when there is nothing, or more than a form may bring.
    """
    secured = submission.body if pack is None else pack.secured
    if len(secured) > LIMITS.credential_bytes:
        return ""
    return base64.b64encode(secured).decode()


async def _pdf(request: Request, verified: Verified) -> Response:
    try:
        pdf = await _writer(request).pdf(verified.report, language_of(request))
    except WorkerStopped:
        raise ApiProblem("NOT_READY", "The report could not be set in time. Try again.") from None
    return _download(pdf, PDF, _named("report", verified, "pdf"))


def _writer(request: Request) -> ReportWriter:
    writer: ReportWriter = request.app.state.report_writer
    return writer


def _named(what: str, verified: Verified, extension: str) -> str:
    day = datetime.fromisoformat(str(verified.report["checked_at"]))
    return f"{what}-{day:%Y-%m-%d}.{extension}"


def _download(data: bytes, media_type: str, name: str) -> Response:
    headers = {**_NOT_KEPT, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media_type, headers=headers)

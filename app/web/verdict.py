"""The answer of POST /verify for people; `app.http.verify` hands its report over to here."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.languages import N_, Language, language_of
from app.web.rendering import render
from app.web.views.verdict import Report, verdict_view

# What a stranger gave us, and what we think of it, stays between them and us.
_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}

# A problem document speaks to programmers; who filled in the form needs other words.
_ABOUT_THE_FORM = {
    "BAD_REQUEST": N_("Fill in exactly one of the three fields: text, file or address."),
    "TOO_LARGE": N_("This is too large for a credential. Choose the credential itself."),
    "UNSUPPORTED_MEDIA_TYPE": N_("Files of this kind are not read. Choose the credential itself."),
    "NOT_READY": N_("Too many credentials are being checked right now. Try again in a moment."),
}


def verify_page(
    request: Request,
    answer: Report | None = None,
    problem: Mapping[str, Any] | None = None,
    status_code: int = 200,
    secured: str = "",
) -> HTMLResponse:
    """Show the verdict, or the form again with what stood in the way.

    `secured` is what was judged, in base64, for the form that asks for the evidence pack.
    """
    if answer is not None:
        return render_verdict(request, answer, status_code=status_code, secured=secured)
    refusal = _refusal(problem or {}, language_of(request))
    return render(
        request,
        "verify.html",
        status_code=status_code,
        headers=_PRIVATE,
        refusal=refusal,
        url="",
    )


def render_verdict(
    request: Request, report: Report, *, status_code: int = 200, secured: str = ""
) -> HTMLResponse:
    """Show a report, given as POST /verify answers it in JSON."""
    verdict = verdict_view(report, language_of(request))
    return render(
        request,
        "verdict.html",
        status_code=status_code,
        headers=_PRIVATE,
        verdict=verdict,
        secured=secured,
    )


def _refusal(problem: Mapping[str, Any], language: Language) -> str:
    known = _ABOUT_THE_FORM.get(problem.get("code", ""))
    return language.gettext(known) if known else str(problem.get("detail") or "")

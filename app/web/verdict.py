"""The answer of POST /verify for people; `app.http.verify` hands its report over to here."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.languages import N_, Language, language_of
from app.web.rendering import render
from app.web.views.verdict import Report, verdict_view
from verifier.presentation_request import NOTHING_ASKED, PresentationRequest

# What a stranger gave us, and what we think of it, stays between them and us.
_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}

# A problem document speaks to programmers; who filled in the form needs other words.
_ABOUT_THE_FORM = {
    "BAD_REQUEST": N_("Fill in exactly one of the three fields: text, file or address."),
    "TOO_LARGE": N_("This is too large for a credential. Choose the credential itself."),
    "UNSUPPORTED_MEDIA_TYPE": N_("Files of this kind are not read. Choose the credential itself."),
    "NOT_READY": N_("Too many credentials are being checked right now. Try again in a moment."),
}


def verify_page(  # noqa: PLR0913  # what a verdict's page needs, or a refusal's
    request: Request,
    *,
    answer: Report | None = None,
    problem: Mapping[str, Any] | None = None,
    status_code: int = 200,
    secured: str = "",
    with_evidence: bool = False,
    asked: PresentationRequest = NOTHING_ASKED,
) -> HTMLResponse:
    """Show the verdict, or the form again with what stood in the way.

    `secured` is what was judged, in base64, and `asked` what was asked of it: for the forms that
    ask for the report as a file, and for the evidence pack where there is one.
    """
    if answer is not None:
        return render(
            request,
            "verdict.html",
            status_code=status_code,
            headers=_PRIVATE,
            verdict=verdict_view(answer, language_of(request)),
            secured=secured,
            with_evidence=with_evidence,
            asked=asked,
        )
    refusal = _refusal(problem or {}, language_of(request))
    return render(
        request,
        "verify.html",
        status_code=status_code,
        headers=_PRIVATE,
        refusal=refusal,
        url="",
        challenge="",
        domain="",
    )


def _refusal(problem: Mapping[str, Any], language: Language) -> str:
    known = _ABOUT_THE_FORM.get(problem.get("code", ""))
    return language.gettext(known) if known else str(problem.get("detail") or "")

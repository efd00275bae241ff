"""Refusals and failures as pages: what happened, and what to do next."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from app.web.languages import Language, language_of
from app.web.learners_problem_words import problem_words
from app.web.rendering import render

_NEVER_KEPT = {"Cache-Control": "no-store"}


def problem_page(request: Request, problem: Mapping[str, Any]) -> Response:
    """Show a problem document (RFC 9457, see `app.problems`) to a person."""
    language = language_of(request)
    return render(
        request,
        "problem_met.html",
        status_code=int(problem["status"]),
        headers=_NEVER_KEPT,
        status=int(problem["status"]),
        title=_said(problem, "title", language),
        next_step=_said(problem, "next_step", language),
        request_id=problem.get("request_id") or "",
    )


def _said(problem: Mapping[str, Any], what: str, language: Language) -> str:
    texts = problem.get("texts", {})
    words = problem_words(str(problem.get("code")), language.code)
    said = (words or texts.get(language.code) or texts.get("en") or {}).get(what)
    return str(said or problem.get("title" if what == "title" else "detail") or "")

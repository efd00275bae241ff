"""Turn every exception that reaches the edge into a problem document, or a page for a browser."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.json_body import UNREADABLE
from app.open_badges_api.status_info import speaks_status_info, status_info
from app.problem_kinds import PROBLEM_KINDS, ProblemKind
from app.problems import (
    FAILURE,
    Answering,
    ApiProblem,
    RequestFault,
    faults_of,
    kind_of_domain_error,
    kind_of_status,
    problem_document,
    problem_response,
)
from app.validation_faults import request_faults
from issuer.errors import DomainError

LOG = logging.getLogger("dokazilo.errors")

ProblemPage = Callable[[Request, Mapping[str, Any]], Response]
"""Renders a problem document for people; `app.state.problem_page` holds it when there is one."""


def install_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal and failure as RFC 9457 asks."""
    app.add_exception_handler(DomainError, _on_domain_error)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(RequestValidationError, _on_validation_error)


def answer(
    request: Request,
    kind: ProblemKind,
    *,
    detail: str | None = None,
    faults: Sequence[RequestFault] = (),
    members: Mapping[str, Any] | None = None,
) -> Response:
    """Answer a request with a problem: a page for a browser outside the API, else JSON.

    The Open Badges API has a form of its own for it.
    """
    if speaks_status_info(request.url.path):
        places = tuple(fault.path for fault in faults)
        return status_info(kind.status, detail or kind.title["en"], wrong_places=places)
    answering = Answering(
        request.app.state.settings.public_url,
        request.scope.get("request_id", ""),
        preferred_language(request),
    )
    page: ProblemPage | None = getattr(request.app.state, "problem_page", None)
    if page is not None and _is_for_people(request):
        document = problem_document(kind, answering, detail=detail, faults=faults, members=members)
        return page(request, document)
    return problem_response(kind, answering, detail=detail, faults=faults, members=members)


def preferred_language(request: Request) -> str:
    """Tell Slovenian from everything else: problem documents speak these two languages."""
    first = request.headers.get("accept-language", "").split(",")[0].strip().lower()
    return "sl" if first.startswith("sl") else "en"


def log_failure(error: Exception, request_id: str) -> None:
    """Log where it failed, never the message: it may hold a learner's data or a token."""
    frames = traceback.extract_tb(error.__traceback__)
    path = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames[-12:]))
    LOG.error("request %s failed: %s at %s", request_id, type(error).__qualname__, path)


def _is_for_people(request: Request) -> bool:
    is_page = not request.url.path.startswith(("/api/", "/vc-api/"))
    return is_page and "text/html" in request.headers.get("accept", "")


async def _on_domain_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, DomainError):
        raise error
    kind = kind_of_domain_error(error)
    if kind.status >= FAILURE:
        log_failure(error, request.scope.get("request_id", ""))
        return answer(request, kind)
    return answer(
        request, kind, detail=error.sentence, faults=faults_of(error), members=dict(error.params)
    )


async def _on_http_exception(request: Request, error: Exception) -> Response:
    if isinstance(error, ApiProblem):
        response = answer(
            request, error.kind, detail=error.detail, faults=error.faults, members=error.members
        )
    elif isinstance(error, HTTPException):
        response = answer(request, kind_of_status(error.status_code))
    else:
        raise error
    response.headers.update(error.headers or {})
    return response


async def _on_validation_error(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    if UNREADABLE in request.scope:
        unreadable: str = request.scope[UNREADABLE]
        return answer(request, PROBLEM_KINDS["MALFORMED_BODY"], detail=unreadable)
    if isinstance(error.body, bytes) and error.body:  # only JSON is handed over parsed
        return answer(request, PROBLEM_KINDS["UNSUPPORTED_MEDIA_TYPE"])
    if any(fault["loc"][0] == "path" for fault in error.errors()):
        return answer(request, PROBLEM_KINDS["NOT_FOUND"])  # no such thing has such a name
    faults = request_faults(error.errors())
    return answer(request, PROBLEM_KINDS["INVALID_REQUEST"], faults=faults)

"""Errors in words that HTTP understands: RFC 9457 problem documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from app.problem_kinds import PROBLEM_KINDS, ProblemKind
from issuer.completeness import MissingElement
from issuer.errors import DomainError, Incomplete, InvalidContent
from issuer.faults import Fault
from issuer.model.text import Text
from issuer.sealing import SealCertificateRefused

PROBLEM_JSON = "application/problem+json"
FAILURE = 500
"""From this status on it is ours to mend, and nothing of the inside is told."""

_NEVER_KEPT = {"Cache-Control": "no-store"}

_CODES_BY_STATUS = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "NOT_PERMITTED",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    406: "NOT_ACCEPTABLE",
    413: "TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    422: "INVALID_REQUEST",
    429: "TOO_MANY_REQUESTS",
    503: "NOT_READY",
}


@dataclass(frozen=True, slots=True)
class RequestFault:
    """One place of a request to put right."""

    path: str
    """JSON Pointer into the body, or "query: name", "header: name", "path: name"."""
    code: str
    sentence: Text

    def as_json(self) -> dict[str, Any]:
        """Give it as it stands in a problem document."""
        return {"path": self.path, "code": self.code, "sentence": dict(self.sentence)}


class ApiProblem(HTTPException):
    """A refusal found by the shell itself, not by the domain."""

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        faults: Sequence[RequestFault] = (),
        **members: Any,  # noqa: ANN401 - extension members of RFC 9457 hold any JSON
    ) -> None:
        self.kind = PROBLEM_KINDS[code]
        super().__init__(self.kind.status, detail or self.kind.title["en"], headers)
        self.faults = tuple(faults)
        self.members = members


@dataclass(frozen=True, slots=True)
class Answering:
    """What every problem document of one request has in common."""

    public_url: str
    request_id: str
    language: str = "en"


def problem_document(
    kind: ProblemKind,
    answering: Answering,
    *,
    detail: str | None = None,
    faults: Sequence[RequestFault] = (),
    members: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Write a problem document (RFC 9457, section 3), its extension members in two languages."""
    document: dict[str, Any] = {
        "type": f"{answering.public_url}/problems/{kind.code}",
        "title": kind.title[answering.language],
        "status": kind.status,
        "detail": detail or kind.next_step[answering.language],
        "code": kind.code,
        "texts": {
            language: {"title": kind.title[language], "next_step": kind.next_step[language]}
            for language in ("sl", "en")
        },
        "request_id": answering.request_id,
    }
    if faults:
        document["faults"] = [fault.as_json() for fault in faults]
    return document | dict(members or {})


def problem_response(
    kind: ProblemKind,
    answering: Answering,
    *,
    detail: str | None = None,
    faults: Sequence[RequestFault] = (),
    members: Mapping[str, Any] | None = None,
) -> JSONResponse:
    """Answer with a problem document that nobody keeps in a cache."""
    document = problem_document(kind, answering, detail=detail, faults=faults, members=members)
    return JSONResponse(document, kind.status, _NEVER_KEPT, media_type=PROBLEM_JSON)


def kind_of_domain_error(error: DomainError) -> ProblemKind:
    """Find the problem for a refused command; an unknown code is ours to mend."""
    return PROBLEM_KINDS.get(error.code, PROBLEM_KINDS["INTERNAL_ERROR"])


def kind_of_status(status: int) -> ProblemKind:
    """Find the problem for a status that the framework answered with."""
    code = _CODES_BY_STATUS.get(status, "INTERNAL_ERROR" if status >= FAILURE else "BAD_REQUEST")
    return PROBLEM_KINDS[code]


def faults_of(error: DomainError) -> tuple[RequestFault, ...]:
    """List what a domain error names one by one, each in both languages."""
    if isinstance(error, Incomplete):
        return tuple(_fault(item) for item in error.missing)
    if isinstance(error, InvalidContent):
        return tuple(_fault(item) for item in error.faults)
    if isinstance(error, SealCertificateRefused):
        return tuple(RequestFault("/key_uri", each.code, each.sentence) for each in error.faults)
    return ()


def _fault(item: object) -> RequestFault:
    if isinstance(item, MissingElement):
        return RequestFault(item.path, "MISSING_ELEMENT", item.sentence)
    if isinstance(item, Fault):
        return RequestFault(item.path, item.code, item.sentence)
    return RequestFault("", "INVALID", {"sl": str(item), "en": str(item)})

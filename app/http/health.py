"""/healthz and /readyz: is the process up, and can it work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.dependencies import PartsOfService
from app.http.openapi import refusals
from app.problem_handlers import answer
from app.problem_kinds import PROBLEM_KINDS
from app.readiness import NOT_CHECKED, OK, readiness

router = APIRouter(tags=["service"])

_NEVER_KEPT = {"Cache-Control": "no-store"}


@router.get("/healthz", summary="Is the process up", response_class=JSONResponse)
async def healthz() -> JSONResponse:
    """Answer as long as the process does; asks nothing of the database."""
    return JSONResponse({"status": "up"}, headers=_NEVER_KEPT)


@router.get(
    "/readyz",
    summary="Can it work",
    response_class=JSONResponse,
    responses=refusals(503),
)
def readyz(services: PartsOfService, request: Request) -> Response:
    """Check database, schema and master key; 503 names what is wrong."""
    checks = readiness(services)
    if set(checks.values()) == {OK}:
        return JSONResponse({"status": "ready", "checks": checks}, headers=_NEVER_KEPT)
    wrong = " ".join(found for found in checks.values() if found not in (OK, NOT_CHECKED))
    return answer(request, PROBLEM_KINDS["NOT_READY"], detail=wrong, members={"checks": checks})

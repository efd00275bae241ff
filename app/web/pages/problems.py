"""What each problem code means and what to do: where reports and problem documents point."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.languages import language_of
from app.web.rendering import render
from app.web.views.problem import explained

router = APIRouter(include_in_schema=False)


@router.get("/problems/{code}")
def problem(request: Request, code: str) -> HTMLResponse:
    """Explain one problem code."""
    meaning = explained(code, language_of(request))
    if meaning is None:
        raise HTTPException(404)
    return render(request, "problem.html", problem=meaning)

"""Notes for readers: privacy, and how accessible the pages are."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/privacy")
def privacy(request: Request) -> HTMLResponse:
    """Say what is kept about whom, and what never is."""
    return render(request, "privacy.html")


@router.get("/accessibility")
def accessibility(request: Request) -> HTMLResponse:
    """Say what was done so that everybody can use the pages, and how it was tested."""
    return render(request, "accessibility.html")

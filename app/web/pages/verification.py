"""The form of the public verifier; what it sends is answered by `app.http.verify`."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/verify")
def verify(request: Request) -> HTMLResponse:
    """Show the empty form."""
    return render(request, "verify.html", refusal=None)

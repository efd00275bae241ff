"""The form of the public verifier; what it sends is answered by `app.http.verify`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.submissions import MOST_ASKED
from app.web.bulk import bulk_form
from app.web.rendering import render

router = APIRouter(include_in_schema=False)


_LONGEST_ADDRESS = 2048

Asked = Annotated[str, Query(max_length=MOST_ASKED)]


@router.get("/verify")
def verify(
    request: Request,
    url: Annotated[str, Query(max_length=_LONGEST_ADDRESS)] = "",
    challenge: Asked = "",
    domain: Asked = "",
) -> HTMLResponse:
    """Show the form, with the address that a link brought along; nothing is fetched by a GET."""
    return render(request, "verify.html", refusal=None, url=url, challenge=challenge, domain=domain)


@router.get("/verify/bulk")
def verify_bulk(request: Request) -> HTMLResponse:
    """Show the form for many credentials at once."""
    return bulk_form(request)

"""Forms of a learner's own pages: short texts, sent from the page itself."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse

from app.accounts.form_origin import check_origin
from app.form_in_memory import form_in_memory
from app.web.languages import PARAMETER, languages_of

_MOST_BYTES = 16 * 1024
_MOST_FIELDS = 8
_NEVER_KEPT = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}


async def own_form(request: Request) -> Mapping[str, str]:
    """Read a form's texts, without the spaces around them.

    Whoever posts has the page's secret address; another site's form is refused all the same.
    Raises ApiProblem NOT_PERMITTED, BAD_REQUEST.
    """
    check_origin(request)
    async with form_in_memory(
        request, max_files=0, max_fields=_MOST_FIELDS, most_bytes=_MOST_BYTES
    ) as form:
        return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


def back_to(request: Request, path: str, *, part: str = "") -> RedirectResponse:
    """Lead back to a page, or a part of one, in the language that its address names."""
    chosen = request.query_params.get(PARAMETER)
    language = f"?{PARAMETER}={chosen}" if chosen in languages_of(path) else ""
    place = f"#{part}" if part else ""
    return RedirectResponse(f"{path}{language}{place}", status_code=303, headers=_NEVER_KEPT)

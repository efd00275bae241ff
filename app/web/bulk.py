"""The pages of bulk verification; `app.http.verify_bulk` hands its rows over to here.

The table fills while the browser receives it, without a script: rows are sent as they come about.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from app.web.languages import N_, language_of
from app.web.rendering import VARIES, render, rendered
from app.web.views.bulk import bulk_counts, bulk_row

Row = Mapping[str, Any]
"""One line of the table, as POST /verify/bulk answers it in JSON."""

_ROWS_GO_HERE = "<!-- rows -->"
_END_GOES_HERE = "<!-- end -->"
_PRIVATE = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
_REFUSALS = {
    "BAD_REQUEST": N_("Choose a file, or paste a list of addresses."),
    "TOO_LARGE": N_("This is more than is checked at once. Send it in several parts."),
    "UNSUPPORTED_MEDIA_TYPE": N_("Choose a ZIP archive, a CSV table or a JSON file."),
    "NOT_READY": N_("Too many credentials are being checked right now. Try again in a moment."),
}


def bulk_form(request: Request, refusal: str | None = None, status_code: int = 200) -> HTMLResponse:
    """Show the form, with what stood in the way when something did."""
    return render(
        request, "verify_bulk.html", status_code=status_code, headers=_PRIVATE, refusal=refusal
    )


def bulk_refusal(request: Request, problem: Mapping[str, Any], status_code: int) -> HTMLResponse:
    """Show the form again, and say what to do differently."""
    known = _REFUSALS.get(problem.get("code", ""))
    said = language_of(request).gettext(known) if known else str(problem.get("detail") or "")
    return bulk_form(request, said, status_code)


def bulk_headers(request: Request) -> dict[str, str]:
    """Give what the stream is sent with."""
    return _PRIVATE | {"Content-Language": language_of(request).code, "Vary": VARIES}


async def bulk_stream(
    request: Request,
    rows: AsyncIterator[Row],
    total: int,
    seal: Callable[[list[Row]], str],
) -> AsyncIterator[str]:
    """Give the page piece by piece: its head, each row as it comes about, the end."""
    language = language_of(request)
    page = rendered(request, "verdicts.html", total=total)
    head, _, below = page.partition(_ROWS_GO_HERE)
    between, _, foot = below.partition(_END_GOES_HERE)
    yield head
    shown: list[Row] = []
    async for row in rows:
        shown.append(row)
        view = bulk_row(row, language)
        yield rendered(request, "parts/bulk_row.html", row=view, done=len(shown), total=total)
    yield between
    counts = bulk_counts(shown, language)
    yield rendered(request, "parts/bulk_end.html", counts=counts, table=seal(shown))
    yield foot


@dataclass(frozen=True, slots=True)
class BulkPages:
    """The three things that a route needs; `app.state.bulk_pages` holds them."""

    stream: Callable[..., AsyncIterator[str]] = bulk_stream
    headers: Callable[[Request], dict[str, str]] = bulk_headers
    refusal: Callable[..., HTMLResponse] = bulk_refusal


BULK_PAGES = BulkPages()

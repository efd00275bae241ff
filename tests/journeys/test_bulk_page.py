"""The table of verdicts in a real Chromium: it fills without a script, and is accessible."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from socket import create_server
from threading import Semaphore, Thread
from time import sleep

import pytest
import uvicorn
from fastapi import Request
from playwright.sync_api import Page, ViewportSize
from starlette.responses import StreamingResponse

from app.bulk.row import row_json
from app.web.bulk import Row, bulk_headers, bulk_stream
from tests.app.web.preview import preview
from tests.browser import DESKTOP, PHONE, PageFactory

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]
SAYS = {
    "passed": {"sl": "Dokazilo velja.", "en": "The credential is valid."},
    "indeterminate": {"sl": "Izdajatelja ne poznamo.", "en": "The issuer is not known."},
    "failed": {"sl": "Dokazilo je preklicano.", "en": "The credential was revoked."},
}
CODES = {"passed": None, "indeterminate": "ISSUER_UNKNOWN", "failed": "REVOKED"}
STEP = Semaphore(0)
"""Lets the next row come."""


def a_row(position: int, outcome: str) -> Row:
    """Make a row with long words in it."""
    code = CODES[outcome]
    report = {
        "outcome": outcome,
        "verified": outcome == "passed",
        "root_cause": {"code": code} if code else None,
        "sentence": SAYS[outcome],
        "next_step": SAYS[outcome],
        "issuer": {"id": "did:key:" + "z6MkvDqGT54c" * 9, "known": outcome == "passed"},
        "credential": {"name": "Osnove obdelave podatkov", "learner_name": "Živa Čuček"},
        "checked_at": "2026-06-01T12:00:00+00:00",
        "digest": None,
    }
    return row_json(position, f"3. a/{'zelo-dolgo-ime-' * 6}.json", report, public_url="")


async def rows(*, step: bool) -> AsyncIterator[Row]:
    for position, outcome in enumerate(SAYS, 1):
        yield a_row(position, outcome)
        if step:
            await asyncio.to_thread(STEP.acquire)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the form, and a table that takes its time."""
    app = preview()

    async def table(request: Request, step: int = 0) -> StreamingResponse:
        pieces = bulk_stream(request, rows(step=bool(step)), len(SAYS), lambda _: "sealed")
        return StreamingResponse(pieces, headers=bulk_headers(request), media_type="text/html")

    app.add_api_route("/table-example", table, response_class=StreamingResponse)
    listener = create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        sleep(0.02)
    yield f"http://localhost:{listener.getsockname()[1]}"
    for _ in range(9):
        STEP.release()
    server.should_exit = True
    thread.join()


def test_the_table_fills_without_a_script(address: str, browser_page: PageFactory) -> None:
    page = browser_page(javascript=False)
    page.goto(f"{address}/table-example?step=1", wait_until="commit")
    for number in range(1, len(SAYS) + 1):
        page.get_by_text(f"{number} of 3 checked").wait_for(state="visible")
        assert page.locator(".bulk__row").count() == number
        assert page.locator(".bulk__end").count() == 0
        STEP.release()
    page.locator(".bulk__end").wait_for()
    assert page.locator(".bulk__row").count() == len(SAYS)
    page.get_by_text("3 of 3 checked").wait_for(state="hidden")
    assert page.locator(".bulk__count dd").all_inner_texts() == ["1", "1", "1"]


@pytest.mark.parametrize("locale", ["sl-SI", "en-GB"])
@pytest.mark.parametrize("path", ["/table-example", "/verify/bulk"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["wide", "narrow"])
def test_the_pages_are_accessible(  # noqa: PLR0913, PLR0917  # three fixtures, three parameters
    address: str,
    browser_page: PageFactory,
    axe_violations: Audit,
    viewport: ViewportSize,
    path: str,
    locale: str,
) -> None:
    page = browser_page(viewport=viewport, locale=locale)
    page.goto(address + path, wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe_violations(page) == []

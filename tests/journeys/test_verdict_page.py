"""The pages of verdicts, in a real Chromium."""

from collections.abc import Callable, Iterator
from socket import create_server
from threading import Thread
from time import sleep

import pytest
import uvicorn
from playwright.sync_api import Page

from tests.app.web.preview import preview
from tests.browser import DESKTOP, PHONE, PageFactory

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the pages over example reports, on a free port."""
    listener = create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(preview(), log_level="error"))
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    while not server.started:
        sleep(0.02)
    yield f"http://localhost:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.mark.parametrize("locale", ["sl-SI", "en-GB"])
@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize("name", ["presentation", "changed", "edc"])
def test_a_verdict_is_accessible(  # noqa: PLR0913  # every side from which it is looked at
    address: str,
    browser_page: PageFactory,
    axe_violations: Audit,
    *,
    name: str,
    width: str,
    locale: str,
) -> None:
    page = browser_page(viewport=DESKTOP if width == "wide" else PHONE, locale=locale)
    page.goto(f"{address}/verdicts/{name}", wait_until="networkidle")
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe_violations(page) == []

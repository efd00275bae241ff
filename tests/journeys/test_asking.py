"""An employer asks, a wallet answers: the pages in a real Chromium, on a phone first."""

from __future__ import annotations

import asyncio
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page

from app.http_server import http_server
from app.main import create_app
from tests.app.oid4vp.wallet import (
    ISSUER,
    ISSUER_NAME,
    answer,
    learner_credential,
    presented,
    read_request,
)
from tests.app.serving import settings_for
from tests.browser import PHONE, PageFactory

pytestmark = pytest.mark.browser

Audit = Callable[[Page], list[str]]


@pytest.fixture(scope="module")
def service(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    """Serve the demonstration on a free port."""
    file = tmp_path_factory.mktemp("asking") / "dokazilo.db"
    shutil.copyfile(migrated_sqlite, file)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://localhost:{listener.getsockname()[1]}"
        given = settings_for(
            f"sqlite:///{file}", public_url=url, trusted_issuers={ISSUER: ISSUER_NAME}
        )
        app = create_app(given)
        server = http_server(app, given)
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listener]),))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        with httpx.Client(base_url=url, timeout=90) as client:
            yield client
        server.should_exit = True
        thread.join()


def asks(page: Page, service: httpx.Client, **choices: str) -> None:
    """Fill in the form from the verify page on."""
    page.goto(f"{str(service.base_url).rstrip('/')}/verify")
    page.locator("a[href='/verify/ask']").click()
    page.fill("#asker", "Podjetje d.o.o., Ljubljana")
    page.fill("#words", "obdelava podatkov")
    for name, value in choices.items():
        page.select_option(f"#filter-{name}", value)
    page.check("input[name=several]")
    page.locator("main form button").click()
    page.wait_for_url("**/verify/asked/*")


def wallet_answers(page: Page, service: httpx.Client) -> str:
    """Answer what the page waits for; give where the wallet is led."""
    link = page.locator("a[href^='openid4vp:']").get_attribute("href")
    assert link
    request = read_request(service, link)
    vp_token = {"sd_jwt_vc": [presented(request, learner_credential())] * 2}
    taken = answer(service, request, vp_token)
    assert taken.status_code == 200, taken.text
    back: str = taken.json()["redirect_uri"]
    return back


def is_fine(page: Page, axe_violations: Audit) -> None:
    """Check that nothing sticks out, and that axe-core finds nothing, by day and by night."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert axe_violations(page) == []


def test_the_answer_appears_by_itself(
    service: httpx.Client, browser_page: PageFactory, axe_violations: Audit
) -> None:
    page = browser_page(viewport=PHONE, locale="sl-SI")
    page.goto(f"{str(service.base_url).rstrip('/')}/verify/ask")
    is_fine(page, axe_violations)
    asks(page, service, level="eqf-4")
    is_fine(page, axe_violations)
    learner = browser_page(viewport=PHONE, locale="sl-SI")
    learner.goto(str(page.locator("[data-copy]").get_attribute("data-copy")))
    is_fine(learner, axe_violations)
    back = wallet_answers(page, service)
    page.wait_for_selector("#result")
    for details in page.locator("details").all():
        details.evaluate("details => details.open = true")
    is_fine(page, axe_violations)
    assert page.get_by_text("Imetnik je dokazan", exact=True).first.is_visible()
    learner.goto(back)
    assert learner.locator("h1").inner_text() == "Vaš odgovor je prispel"


def test_it_works_without_javascript(service: httpx.Client, browser_page: PageFactory) -> None:
    page = browser_page(viewport=PHONE, javascript=False)
    asks(page, service, level="eqf-6")
    assert page.locator("meta[http-equiv='refresh']").count() == 1
    wallet_answers(page, service)
    page.locator(f"a[href='{urlsplit(page.url).path}']").click()
    assert page.locator("h1").inner_text() == "Not what you asked for"
    page.locator("button[formaction$='/again']").click()
    assert page.locator("h1").inner_text() == "Waiting for the answer"
    page.locator("button[type=submit]").click()
    assert page.locator("h1").inner_text() == "It is gone"
